//! What cannot be understood is refused, with file, line, pointer and a remedy.

use crate::common::{
    CATALOGUE, DOCUMENT, assert_useful, edit, edited, line_of, only, real, refused,
};

const OPERATION: &str = "/paths/~1v4~1call_engine_http_srv~1start_call_by_robot/post";
const REQUEST: &str = "/components/schemas/StartCallByRobotRequest";

/// An edit of the document that must be refused.
struct Refusal {
    from: &'static str,
    to: &'static str,
    rule: &'static str,
    pointer: String,
    /// First text of the line that is told.
    at: &'static str,
    remedy: &'static str,
}

#[test]
fn what_cannot_be_understood_is_refused_with_line_pointer_and_remedy() {
    let refusal = |from, to, rule, pointer: String, at, remedy| Refusal {
        from,
        to,
        rule,
        pointer,
        at,
        remedy,
    };
    let refusals = [
        refusal(
            "      operationId: start_call_by_robot\n",
            "",
            "operation-id",
            format!("{OPERATION}/operationId"),
            "    post:",
            "fill it in",
        ),
        refusal(
            "      x-effect: places_call\n",
            "",
            "operation-effect",
            format!("{OPERATION}/x-effect"),
            "    post:",
            "`places_call`",
        ),
        refusal(
            "x-effect: places_call",
            "x-effect: rings",
            "operation-effect",
            format!("{OPERATION}/x-effect"),
            "      x-effect: rings",
            "`idempotent`",
        ),
        refusal(
            "x-rate-limit: 200",
            "x-rate-limit: 0",
            "operation-rate-limit",
            format!("{OPERATION}/x-rate-limit"),
            "x-rate-limit: 0",
            "requests per second",
        ),
        refusal(
            "x-rate-limit: 200",
            "x-rate-limit: 99999999999",
            "operation-rate-limit",
            format!("{OPERATION}/x-rate-limit"),
            "x-rate-limit: 99999999999",
            "requests per second",
        ),
        refusal(
            "        - 101001\n",
            "        - lots\n",
            "operation-error-codes",
            format!("{OPERATION}/x-error-codes"),
            "      x-error-codes:",
            "list the codes",
        ),
        refusal(
            "    post:\n",
            "    get:\n",
            "operation-method",
            OPERATION.replace("/post", "/get"),
            "    get:",
            "`post`",
        ),
        refusal(
            "              $ref: '#/components/schemas/StartCallByRobotRequest'",
            "              type: object",
            "body-component",
            format!("{OPERATION}/requestBody/content/application~1json/schema"),
            "            schema:\n              type: object",
            "`components/schemas`",
        ),
        refusal(
            "'#/components/schemas/StartCallByRobotRequest'",
            "'#/components/schemas/MediaType'",
            "body-component",
            format!("{OPERATION}/requestBody"),
            "      requestBody:",
            "`type: object`",
        ),
        refusal(
            "'#/components/schemas/StartCallByRobotRequest'",
            "'#/components/schemas/StartCallByRobotRequest/properties/Timeout'",
            "ref-resolves",
            format!("{OPERATION}/requestBody/content/application~1json/schema/$ref"),
            "              $ref: '#/components/schemas/StartCallByRobotRequest/prop",
            "move the part",
        ),
        refusal(
            "        \"200\":\n",
            "        \"201\":\n",
            "operation-answer",
            format!("{OPERATION}/responses/200"),
            "      responses:",
            "200",
        ),
        refusal(
            "      operationId: get_call_info\n",
            "      operationId: start_call_by_robot\n",
            "operation-id",
            "/paths/~1v4~1call_engine_http_srv~1get_call_info/post/operationId".to_owned(),
            "      operationId: start_call_by_robot\n      summary: Look at",
            "of its own",
        ),
        refusal(
            "              operationId: after_end_call\n",
            "              operationId: end_call\n",
            "operation-id",
            "/paths/~1v4~1call_config~1set_callback/post/callbacks/afterEndCall/{$request.body#~1Url}/post/operationId".to_owned(),
            "              operationId: end_call",
            "of its own",
        ),
        refusal(
            "              x-webhook: Call.CallbackAfterStartCall\n",
            "",
            "webhook-command",
            "/paths/~1v4~1call_config~1set_callback/post/callbacks/afterStartCall/{$request.body#~1Url}/post/x-webhook".to_owned(),
            "            post:\n              operationId: after_start_call",
            "fill it in",
        ),
        refusal(
            "    x-site: china\n",
            "",
            "site-name",
            "/servers/0/x-site".to_owned(),
            "  - url: https://console.tim.qq.com",
            "fill it in",
        ),
        refusal(
            "          x-unit: ms\n",
            "          x-unit: minutes\n",
            "unit",
            format!("{REQUEST}/properties/Timeout/x-unit"),
            "          x-unit: minutes",
            "`unix-s`",
        ),
        refusal(
            "          minimum: 10000\n",
            "          minimum: 1.5\n",
            "limit",
            format!("{REQUEST}/properties/Timeout/minimum"),
            "          minimum: 1.5",
            "an integer",
        ),
        refusal(
            "          x-max-bytes: 1000\n",
            "          x-max-bytes: -1\n",
            "limit",
            format!("{REQUEST}/properties/UserData/x-max-bytes"),
            "          x-max-bytes: -1",
            "not negative",
        ),
        refusal(
            "          maximum: 600000\n",
            "          maximum: 600000\n          multipleOf: 1000\n",
            "unsupported",
            format!("{REQUEST}/properties/Timeout/multipleOf"),
            "          multipleOf: 1000",
            "shape rules",
        ),
        refusal(
            "        - Robot_Account\n",
            "        - RobotAccount\n",
            "required",
            format!("{REQUEST}/required/0"),
            "        - RobotAccount",
            "write `Robot_Account`",
        ),
        refusal(
            "          type: string\n          x-max-bytes: 1000\n",
            "          type: array\n          x-max-bytes: 1000\n",
            "unsupported",
            format!("{REQUEST}/properties/UserData/items"),
            "        UserData:",
            "shape rules",
        ),
        refusal(
            "          items:\n            type: string\n            minLength: 1\n",
            "          items:\n            type: array\n            items: {type: string}\n            minLength: 1\n",
            "unsupported",
            format!("{REQUEST}/properties/CalleeList_Account/items"),
            "          items:\n            type: array",
            "shape rules",
        ),
        refusal(
            "          x-max-bytes: 1000\n",
            "          enum: [a]\n          x-max-bytes: 1000\n",
            "unsupported",
            format!("{REQUEST}/properties/UserData/enum"),
            "          enum: [a]",
            "shape rules",
        ),
        refusal(
            "          x-max-bytes: 1000\n",
            "          pattern: '[a-z]+'\n          x-max-bytes: 1000\n",
            "pattern",
            format!("{REQUEST}/properties/UserData/pattern"),
            "          pattern: '[a-z]+'",
            "`^[class]",
        ),
        refusal(
            "      enum:\n        - Video\n        - Audio\n",
            "      enum: []\n",
            "enum-values",
            "/components/schemas/MediaType/enum".to_owned(),
            "      enum: []",
            "list its values",
        ),
        refusal(
            "        - Video\n",
            "        - 7\n",
            "unsupported",
            "/components/schemas/MediaType/enum/0".to_owned(),
            "        - 7",
            "shape rules",
        ),
        refusal(
            "        - Video\n",
            "        - Other\n",
            "enum-names",
            "/components/schemas/MediaType".to_owned(),
            "    MediaType:",
            "unknown values",
        ),
        refusal(
            "        \"1\": Numeric\n",
            "        \"1\": room number\n",
            "enum-names",
            "/components/schemas/RoomIdType".to_owned(),
            "    RoomIdType:",
            "UpperCamelCase",
        ),
        refusal(
            "        \"1\": Numeric\n",
            "",
            "enum-names",
            "/components/schemas/RoomIdType/x-enum-names".to_owned(),
            "      x-enum-names:",
            "name it",
        ),
        refusal(
            "      x-string-or-integer: true\n",
            "",
            "unsupported",
            "/components/schemas/CallResult/oneOf".to_owned(),
            "      oneOf:",
            "shape rules",
        ),
        refusal(
            "    Envelope:\n      type: object\n",
            "    Envelope:\n      type: object\n      additionalProperties: false\n",
            "unsupported",
            "/components/schemas/Envelope/additionalProperties".to_owned(),
            "      additionalProperties: false",
            "shape rules",
        ),
        refusal(
            "    ContentType:\n      type: string\n",
            "    ContentType:\n      type: boolean\n",
            "unsupported",
            "/components/schemas/ContentType".to_owned(),
            "    ContentType:",
            "shape rules",
        ),
        refusal(
            "          minimum: 10000\n",
            "          minimum: ten\n",
            "openapi-structure",
            REQUEST.to_owned(),
            "    StartCallByRobotRequest:",
            "3.0.3",
        ),
        refusal(
            "      required: true\n      description: Number of the application.",
            "      required: perhaps\n      description: Number of the application.",
            "openapi-structure",
            "/components/parameters/Sdkappid".to_owned(),
            "    Sdkappid:",
            "3.0.3",
        ),
        refusal(
            "  title: Tencent RTC Call\n",
            "",
            "openapi-structure",
            String::new(),
            "openapi: 3.0.3",
            "3.0.3",
        ),
    ];
    for refusal in refusals {
        let sources = edited(DOCUMENT, refusal.from, refusal.to);
        let findings = refused(&sources);
        let told = format!("{:?}: {findings:#?}", refusal.to);
        findings.iter().for_each(assert_useful);
        let finding = findings
            .iter()
            .find(|f| f.rule == refusal.rule && f.place.pointer == refusal.pointer)
            .unwrap_or_else(|| panic!("{} at {} in {told}", refusal.rule, refusal.pointer));
        assert_eq!(finding.place.file, DOCUMENT);
        assert_eq!(
            finding.place.line,
            line_of(&sources, DOCUMENT, refusal.at),
            "{told}"
        );
        assert!(finding.remedy.contains(refusal.remedy), "{told}");
    }
}

#[test]
fn everything_wrong_is_told_at_once_and_in_order() {
    let mut sources = edited(DOCUMENT, "x-effect: places_call", "x-effect: rings");
    edit(
        &mut sources,
        DOCUMENT,
        "          x-unit: ms\n",
        "          x-unit: minutes\n",
    );
    edit(
        &mut sources,
        CATALOGUE,
        "  family: gateway\n",
        "  family: gate\n",
    );
    sources.add("examples/end_call/request-minimal.json", "{");
    let findings = refused(&sources);
    let rules: Vec<&str> = findings.iter().map(|f| f.rule).collect();
    assert_eq!(
        rules,
        ["operation-effect", "unit", "catalogue", "example-file"]
    );
}

#[test]
fn an_example_that_is_no_example_is_refused() {
    for (path, text, line) in [
        (
            "examples/end_call/request-broken.json",
            "{\n  \"CallId\": \n}",
            3,
        ),
        ("examples/end_call/reply-minimal.json", "{}", 0),
        ("examples/end_call/minimal.json", "{}", 0),
        ("examples/end_call/deep/request-minimal.json", "{}", 0),
        ("examples/request-minimal.json", "{}", 0),
        ("examples/end_call/request-minimal.yaml", "{}", 0),
    ] {
        let mut sources = real();
        sources.add(path, text);
        let findings = refused(&sources);
        let finding = only(&findings);
        assert_useful(finding);
        assert_eq!(finding.rule, "example-file", "{path}");
        assert_eq!(
            (finding.place.file.as_str(), finding.place.line),
            (path, line)
        );
    }
}

#[test]
fn an_example_of_the_document_needs_a_value_and_a_name_of_its_own() {
    let schema = "            schema:\n              $ref: '#/components/schemas/EndCallRequest'\n";
    let pointer = "/paths/~1v4~1call_engine_http_srv~1end_call/post/requestBody/content/application~1json/examples/minimal";
    let without = format!("            examples:\n              minimal: {{summary: x}}\n{schema}");
    let findings = refused(&edited(DOCUMENT, schema, &without));
    assert_eq!(only(&findings).place.pointer, pointer);
    let twice = without.replace("summary: x", "value: {CallId: x}");
    let findings = refused(&edited(DOCUMENT, schema, &twice));
    let finding = only(&findings);
    assert_eq!(finding.rule, "example-file");
    assert!(
        finding.to_string().contains("request-minimal.json")
            && finding.to_string().contains(pointer),
        "{finding}"
    );
}

#[test]
fn a_name_that_is_nearly_right_is_told_with_the_right_one() {
    for (from, to, line, remedy) in [
        (
            "      x-rate-limit: 200\n",
            "      x-rate-limits: 200\n",
            "    post:",
            "write `x-rate-limit` instead of `x-rate-limits`: ",
        ),
        (
            "        - CallInfo\n      properties:",
            "        - CallInf\n      properties:",
            "        - CallInf",
            "write `CallInfo`, or remove it",
        ),
    ] {
        let sources = edited(DOCUMENT, from, to);
        let findings = refused(&sources);
        let finding = only(&findings);
        assert!(finding.remedy.starts_with(remedy), "{finding}");
        assert_eq!(finding.place.line, line_of(&sources, DOCUMENT, line));
    }
}
