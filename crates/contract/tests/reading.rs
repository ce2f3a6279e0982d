//! Reading: what is understood, and how what is not is refused.

mod common;

use call_engine_contract::contract::{Effect, Kind, Shape, Unit};
use call_engine_contract::{Contract, Document, Sources, yaml};
use common::{
    CATALOGUE, DOCUMENT, assert_useful, contract, document, edit, edited, line_of, only, real,
    refused,
};

#[test]
fn the_real_contract_says_what_it_says() {
    let contract = contract();
    let start = contract.operation("start_call_by_robot").unwrap();
    assert_eq!(start.path, "/v4/call_engine_http_srv/start_call_by_robot");
    assert_eq!(start.effect, Effect::PlacesCall);
    assert_eq!(start.rate_limit, 200);
    assert_eq!(start.error_codes, [101_001, 101_002, 101_004]);
    assert_eq!(start.request, "StartCallByRobotRequest");
    assert_eq!(start.payload.as_deref(), Some("StartCallByRobotResponse"));
    assert!(contract.operation("end_call").unwrap().payload.is_none());
    let request = contract.component("StartCallByRobotRequest").unwrap();
    let timeout = request
        .fields()
        .iter()
        .find(|field| field.name == "Timeout")
        .unwrap();
    assert_eq!(timeout.kind, Kind::Integer);
    assert_eq!(timeout.unit, Some(Unit::Milliseconds));
    assert_eq!(
        (timeout.limits.minimum, timeout.limits.maximum),
        (Some(10_000), Some(600_000))
    );
    assert!(timeout.required);
    let webhooks: Vec<&str> = contract.webhooks.iter().map(|w| w.id.as_str()).collect();
    assert_eq!(
        webhooks,
        ["after_start_call", "after_end_call", "after_member_changed"]
    );
    assert!(contract.sites.iter().any(|site| site.name == "singapore"));
    assert!(contract.catalogue.iter().any(|entry| entry.code == 101_004));
    let Shape::Enumeration(actions) = &contract.component("ActionType").unwrap().shape else {
        panic!("ActionType is an enumeration");
    };
    let hangup = actions.values.iter().find(|v| v.name == "Hangup").unwrap();
    assert_eq!(hangup.synonyms, ["HangUp", "Hang Up"]);
}

#[test]
fn a_bare_reference_is_described_by_its_component() {
    let contract = contract();
    let request = contract.component("StartCallByRobotRequest").unwrap();
    let field = |name: &str| request.fields().iter().find(|f| f.name == name).unwrap();
    assert_eq!(
        field("CallInfo").description,
        contract.component("StartCallInfo").unwrap().description
    );
}

#[test]
fn reachable_names_everything_once_and_itself_first() {
    let contract = contract();
    let names = contract.reachable("AfterEndCall");
    assert_eq!(names.first().map(String::as_str), Some("AfterEndCall"));
    let mut unique = names.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), names.len());
    assert!(names.iter().any(|name| name == "CallResult"));
    assert_eq!(contract.reachable("Nobody"), ["Nobody"]);
}

#[test]
fn every_pointer_of_the_model_is_in_the_document_on_its_line() {
    let sources = real();
    let contract = Contract::load(&sources).unwrap();
    let text: Vec<&str> = sources.get(DOCUMENT).unwrap().lines().collect();
    let mut checked = 0;
    for component in contract.components.values() {
        let places = std::iter::once((&component.name, &component.pointer))
            .chain(component.fields().iter().map(|f| (&f.name, &f.pointer)));
        for (name, pointer) in places {
            assert!(contract.document.at(pointer).is_some(), "{pointer}");
            let place = contract.document.place(pointer);
            assert_eq!(place.file, DOCUMENT);
            assert_eq!(
                text[place.line - 1].trim(),
                format!("{name}:"),
                "{pointer} is on line {}",
                place.line
            );
            checked += 1;
        }
    }
    assert!(checked > 150, "{checked}");
}

#[test]
fn lines_and_pointers_are_right() {
    let text = "# a comment\na:\n  - b: 1\n    c/d~e: 2\n  -\n    - x\n    - z: >-\n        folded\n        text\n\"200\":\n  f: {g: [1, 2]}\n";
    let (value, lines) = yaml::read("file.yaml", text).unwrap();
    for (pointer, line, expected) in [
        ("/a", 2, None),
        ("/a/0", 3, None),
        ("/a/0/b", 3, Some("1")),
        ("/a/0/c~1d~0e", 4, Some("2")),
        ("/a/1", 6, None),
        ("/a/1/0", 6, Some("\"x\"")),
        ("/a/1/1/z", 7, Some("\"folded text\"")),
        ("/200", 10, None),
        ("/200/f/g/1", 11, Some("2")),
    ] {
        let place = lines.place(pointer);
        assert_eq!((place.line, place.pointer.as_str()), (line, pointer));
        let found = value.pointer(pointer).unwrap();
        if let Some(expected) = expected {
            assert_eq!(found.to_string(), expected, "{pointer}");
        }
    }
    // What is not there is looked for nearby.
    assert_eq!(lines.place("/a/0/nothing/at/all").line, 3);
    assert_eq!(lines.place("/nothing").line, 2);
    assert_eq!(lines.place("").pointer, "");
}

#[test]
fn plain_words_mean_what_yaml_1_2_says() {
    let text = "[~, null, '', \"~\", true, False, no, 1, -1, +1, 0x1F, 0o17, 1.5, 1e3, 18446744073709551615, \
                99999999999999999999, 1:30, 2025-12-05, 3.0.3, .5, '1', -, 1_000, \"\\u00e9\\n\"]";
    let text = text.replace("-, ", "'-', ");
    let (value, _) = yaml::read("file.yaml", &text).unwrap();
    let expected = serde_json::json!([
        null,
        null,
        "",
        "~",
        true,
        false,
        "no",
        1,
        -1,
        1,
        31,
        15,
        1.5,
        1000.0,
        18_446_744_073_709_551_615_u64,
        1e20,
        "1:30",
        "2025-12-05",
        "3.0.3",
        0.5,
        "1",
        "-",
        "1_000",
        "é\n"
    ]);
    assert_eq!(value, expected);
}

#[test]
fn what_is_not_one_plain_document_is_refused_with_its_line() {
    for (text, line, part, remedy) in [
        ("", 1, "empty", "restore"),
        (
            "a: 1\n---\nb: 2\n",
            2,
            "second YAML document",
            "exactly one",
        ),
        ("a:\n\t- b\n", 2, "tab", "spaces"),
        ("a: 1\nb: 2\na: 3\n", 3, "`a` is given twice", "keep one"),
        (
            "a:\n  1: x\n  \"1\": y\n",
            3,
            "`1` is given twice",
            "keep one",
        ),
        ("a:\n  b: [1, 2\n", 3, "not YAML", "mend"),
        ("a: 'b\n", 1, "not YAML", "mend"),
        ("a:\n  true: 1\n", 2, "key that is not text", "quotes"),
        ("a:\n  ? [1]\n  : 1\n", 2, "key that is not text", "quotes"),
        ("a: .inf\n", 1, "number that JSON does not have", "finite"),
        ("a: 1e999\n", 1, "number that JSON does not have", "finite"),
        ("a: !!set {}\n", 1, "tag", "plainly"),
        ("a: !x 1\n", 1, "tag", "plainly"),
        ("a: &x 1\nb: *x\n", 2, "alias", "$ref"),
    ] {
        let finding = yaml::read("file.yaml", text).expect_err(text);
        assert_useful(&finding);
        assert_eq!(finding.rule, "yaml-syntax", "{text:?}");
        assert_eq!(finding.place.file, "file.yaml");
        assert_eq!(finding.place.line, line, "{text:?}: {finding}");
        assert!(finding.message.contains(part), "{text:?}: {finding}");
        assert!(finding.remedy.contains(remedy), "{text:?}: {finding}");
    }
}

#[test]
fn a_key_given_twice_is_refused_with_its_pointer() {
    let sources = edited(
        DOCUMENT,
        "      summary: Look at a running call\n",
        "      summary: Look at a running call\n      summary: Again\n",
    );
    let findings = refused(&sources);
    let finding = only(&findings);
    assert_eq!(
        finding.place.pointer,
        "/paths/~1v4~1call_engine_http_srv~1get_call_info/post/summary"
    );
    assert_eq!(
        finding.place.line,
        line_of(&sources, DOCUMENT, "      summary: Again")
    );
}

#[test]
fn json_is_yaml_however_it_is_indented() {
    let (value, _) = yaml::read("file.yaml", "{\n\t\"a\": [\n\t\t1\n\t]\n}\n").unwrap();
    assert_eq!(value, serde_json::json!({ "a": [1] }));
    let (value, lines) = yaml::read("file.yaml", "{\"a\":\r\n  {\"b\": 1}}\r\n").unwrap();
    assert_eq!(value.pointer("/a/b"), Some(&1.into()));
    assert_eq!(lines.place("/a/b").line, 2);
}

#[test]
fn other_versions_are_refused_with_advice() {
    for version in ["3.1.0", "2.0", "4.0.0", "3.00", ""] {
        let sources = edited(
            DOCUMENT,
            "openapi: 3.0.3",
            &format!("openapi: \"{version}\""),
        );
        let findings = refused(&sources);
        let finding = only(&findings);
        assert_eq!(finding.rule, "openapi-version");
        assert_eq!(
            (finding.place.line, finding.place.pointer.as_str()),
            (1, "/openapi")
        );
        assert!(finding.message.contains(version), "{finding}");
        assert!(finding.remedy.contains("3.0.3") && finding.remedy.contains("nullable"));
    }
    for root in ["[]", "3", "text", "null", "{}", "true", "openapi: 3.0"] {
        let findings = refused(&document(root));
        assert_eq!(only(&findings).rule, "openapi-version", "{root}");
    }
}

#[test]
fn a_missing_document_or_catalogue_is_named() {
    let findings = refused(&Sources::new());
    let finding = only(&findings);
    assert_eq!(
        (finding.rule, finding.place.file.as_str()),
        ("readable", DOCUMENT)
    );
    let mut sources = real();
    sources.remove(CATALOGUE);
    let findings = refused(&sources);
    let finding = only(&findings);
    assert!(finding.remedy.contains(CATALOGUE), "{finding}");
}

#[test]
fn a_reference_that_leads_nowhere_suggests_the_near_name() {
    for (to, advice) in [
        (
            "#/components/schemas/GetCallInfoReqest",
            "`#/components/schemas/GetCallInfoRequest`",
        ),
        (
            "#/components/schemas/getCallInfoRequest",
            "`#/components/schemas/GetCallInfoRequest`",
        ),
        ("#/components/schemas/Xyz", "define it"),
        ("#/components/schema/GetCallInfoRequest", "define it"),
        ("other.yaml#/GetCallInfoRequest", "define it"),
        ("", "define it"),
    ] {
        let sources = edited(
            DOCUMENT,
            "'#/components/schemas/GetCallInfoRequest'",
            &format!("'{to}'"),
        );
        let findings = refused(&sources);
        let finding = only(&findings);
        assert_eq!(finding.rule, "ref-resolves");
        assert_eq!(
            finding.place.pointer,
            "/paths/~1v4~1call_engine_http_srv~1get_call_info/post/requestBody/content/application~1json/schema/$ref"
        );
        assert_eq!(
            finding.place.line,
            line_of(&sources, DOCUMENT, &format!("$ref: '{to}'"))
        );
        assert!(finding.message.contains(to), "{finding}");
        assert!(finding.remedy.contains(advice), "{to}: {finding}");
    }
}

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
            "mend the name",
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
fn the_catalogue_is_refused_with_its_place() {
    for (from, to, pointer, at, remedy) in [
        (
            "- code: 60002\n",
            "- code: many\n",
            "/0/code",
            "- code: many",
            "number",
        ),
        (
            "  family: gateway\n",
            "  family: gate\n",
            "/0/family",
            "  family: gate\n",
            "call_config",
        ),
        (
            "  name: HttpParseError\n",
            "  name: 7\n",
            "/0/name",
            "  name: 7",
            "fill it in",
        ),
        (
            "  retry: never\n",
            "  retry: soon\n",
            "/0/retry",
            "  retry: soon",
            "idempotent",
        ),
        (
            "  executed: never\n",
            "",
            "/0/executed",
            "- code: 60002",
            "unknown",
        ),
        (
            "  source:\n    - 647/68926\n    - 1047/34348\n",
            "  source: []\n",
            "/0/source",
            "  source: []",
            "documents",
        ),
        (
            "  retry: never\n",
            "  retry: never\n  colour: red\n",
            "/0/colour",
            "  colour: red",
            "code, family",
        ),
    ] {
        let sources = edited(CATALOGUE, from, to);
        let findings = refused(&sources);
        let finding = only(&findings);
        assert_eq!(finding.rule, "catalogue", "{to:?}");
        assert_eq!(finding.place.file, CATALOGUE);
        assert_eq!(finding.place.pointer, pointer);
        assert_eq!(
            finding.place.line,
            line_of(&sources, CATALOGUE, at),
            "{to:?}"
        );
        assert!(finding.remedy.contains(remedy), "{finding}");
    }
    let mut sources = real();
    sources.add(CATALOGUE, "codes: 1\n");
    assert!(only(&refused(&sources)).message.contains("not a list"));
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
fn a_component_may_hold_itself_in_a_list() {
    let sources = edited(
        DOCUMENT,
        "        Status:\n          $ref: '#/components/schemas/MemberStatus'\n      x-source:\n        - 647/68932\n",
        "        Status:\n          $ref: '#/components/schemas/MemberStatus'\n        Friends:\n          type: array\n          \
         items:\n            $ref: '#/components/schemas/CallMember'\n          description: Other members.\n      \
         x-source:\n        - 647/68932\n",
    );
    let contract = common::load(&sources);
    assert!(contract.reachable("CallMember").len() > 1);
}

#[test]
fn the_document_alone_can_be_read() {
    let sources = real();
    let document = Document::read("there.yaml", sources.get(DOCUMENT).unwrap()).unwrap();
    assert_eq!(document.openapi().info.title, "Tencent RTC Call");
    assert_eq!(
        document.place("/info/title").to_string(),
        "there.yaml:3: #/info/title"
    );
    assert!(document.schema("Envelope").is_some());
    assert!(document.schema("Nothing").is_none());
    assert_eq!(
        document.at("/openapi").and_then(|v| v.as_str()),
        Some("3.0.3")
    );
}

#[test]
fn a_folder_that_is_no_contract_is_refused_by_name() {
    let nowhere = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/nowhere");
    let finding = Sources::read(&nowhere).unwrap_err();
    assert_eq!(
        (finding.rule, finding.place.file.as_str()),
        ("readable", DOCUMENT)
    );
    assert_useful(&finding);
}
