//! What a maintainer must not forget: every rule finds the defect it is for.

use std::collections::BTreeSet;

use call_engine_contract::lint::lint;

use crate::common::{CATALOGUE, DOCUMENT, assert_useful, contract, edited, line_of, load, real};

#[test]
fn the_real_contract_has_no_finding() {
    let findings = lint(&contract());
    assert!(findings.is_empty(), "{findings:#?}");
}

/// A defect: an edit of the real contract, and the finding it must cause.
struct Seed {
    file: &'static str,
    from: &'static str,
    to: &'static str,
    rule: &'static str,
    pointer: String,
    /// First text of the line that is told; empty when a whole file is meant.
    at: &'static str,
}

const PATHS: &str = "/paths/~1v4~1call_engine_http_srv~1";
const SCHEMAS: &str = "/components/schemas/";

fn seeds() -> Vec<Seed> {
    let document = |from, to, rule, pointer: String, at| Seed {
        file: DOCUMENT,
        from,
        to,
        rule,
        pointer,
        at,
    };
    let start = |rest: &str| format!("{PATHS}start_call_by_robot/post{rest}");
    let schema = |rest: &str| format!("{SCHEMAS}{rest}");
    let mut seeds = vec![
        document(
            "      x-effect: places_call\n",
            "      x-effect: places_call\n      x-colour: red\n",
            "vocabulary",
            start("/x-colour"),
            "      x-colour: red",
        ),
        document(
            "          x-max-bytes: 1000\n",
            "          x-max-bytes: 1000\n          x-source: 647/74505\n",
            "vocabulary",
            schema("StartCallByRobotRequest/properties/UserData/x-source"),
            "          x-source: 647/74505",
        ),
        document(
            "      x-ignore-case: true\n",
            "      x-ignore-case: \"true\"\n",
            "vocabulary",
            schema("MediaType/x-ignore-case"),
            "      x-ignore-case: \"true\"",
        ),
        document(
            "      x-synonyms:\n        iOS:\n          - IOS\n",
            "      x-synonyms:\n        iOS: IOS\n",
            "vocabulary",
            schema("OptPlatform/x-synonyms"),
            "      x-synonyms:\n        iOS: IOS",
        ),
        document(
            "        CallInfo:\n          $ref: '#/components/schemas/StartCallInfo'\n",
            "        CallInfo:\n          $ref: '#/components/schemas/StartCallInfo'\n          description: The call.\n",
            "ref-siblings",
            schema("StartCallByRobotRequest/properties/CallInfo"),
            "        CallInfo:\n          $ref: '#/components/schemas/StartCallInfo'",
        ),
        document(
            "      operationId: end_call\n",
            "      operationId: finish_call\n",
            "operation-id",
            format!("{PATHS}end_call/post/operationId"),
            "      operationId: finish_call",
        ),
        document(
            "  /v4/call_engine_http_srv/end_call:\n",
            "  /v5/call_engine_http_srv/end_call:\n",
            "operation-path",
            "/paths/~1v5~1call_engine_http_srv~1end_call/post".to_owned(),
            "    post:\n      operationId: end_call",
        ),
        document(
            "      summary: Look at a running call\n",
            "      summary: Look at a running call.\n",
            "operation-summary",
            format!("{PATHS}get_call_info/post/summary"),
            "      summary: Look at a running call.",
        ),
        document(
            "      summary: Look at a running call\n",
            "",
            "operation-summary",
            format!("{PATHS}get_call_info/post/summary"),
            "    post:\n      operationId: get_call_info",
        ),
        document(
            "              summary: Tell that a call was started\n",
            "              summary: Tell that a call was started.\n",
            "operation-summary",
            "/paths/~1v4~1call_config~1set_callback/post/callbacks/afterStartCall/{$request.body#~1Url}/post/summary".to_owned(),
            "              summary: Tell that a call was started.",
        ),
        document(
            "        Gives the call and the state",
            "        gives the call and the state",
            "operation-description",
            format!("{PATHS}get_call_info/post"),
            "    post:\n      operationId: get_call_info",
        ),
        document(
            "      x-source:\n        - 647/74506\n",
            "",
            "source",
            format!("{PATHS}end_call/post"),
            "    post:\n      operationId: end_call",
        ),
        document(
            "      x-source:\n        - 647/68941\n        - 647/69215\n    AfterEndCall:",
            "    AfterEndCall:",
            "source",
            schema("WebhookMember"),
            "    WebhookMember:",
        ),
        document(
            "              $ref: '#/components/schemas/EndCallRequest'\n",
            "              $ref: '#/components/schemas/GetCallInfoRequest'\n",
            "request-name",
            format!("{PATHS}end_call/post/requestBody"),
            "      requestBody:\n        required: true\n        content:\n          application/json:\n            schema:\n              $ref: '#/components/schemas/GetCallInfoRequest'\n      responses:\n        \"200\":\n          description: Success or failure, told apart by `ErrorCode`.\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/Envelope'",
        ),
        document(
            "                $ref: '#/components/schemas/GetCallInfoAnswer'\n",
            "                $ref: '#/components/schemas/GetCallbackAnswer'\n",
            "answer-name",
            format!("{PATHS}get_call_info/post/responses"),
            "      responses:\n        \"200\":\n          description: Success or failure, told apart by `ErrorCode`.\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/GetCallbackAnswer'",
        ),
        document(
            "        - 101004\n",
            "        - 101999\n",
            "operation-error-codes",
            start("/x-error-codes/2"),
            "        - 101999",
        ),
        document(
            "        - $ref: '#/components/parameters/Usersig'\n        - $ref: '#/components/parameters/Random'\n",
            "        - $ref: '#/components/parameters/Random'\n        - $ref: '#/components/parameters/Usersig'\n",
            "operation-parameters",
            start("/parameters"),
            "      parameters:",
        ),
        document(
            "      description: Number of the application. That it fits",
            "      description: number of the application. That it fits",
            "parameter-description",
            "/components/parameters/Sdkappid".to_owned(),
            "    Sdkappid:",
        ),
        document(
            "  - url: https://adminapisgp.im.qcloud.com\n",
            "  - url: http://adminapisgp.im.qcloud.com\n",
            "site-url",
            "/servers/1/url".to_owned(),
            "  - url: http://adminapisgp",
        ),
        document(
            "    x-site: singapore\n",
            "    x-site: china\n",
            "site-name",
            "/servers/1".to_owned(),
            "  - url: https://adminapisgp",
        ),
        document(
            "      description: A member of a running call.\n",
            "",
            "schema-description",
            schema("CallMember"),
            "    CallMember:",
        ),
        document(
            "      description: A member of a running call.\n",
            "      description: A member of a running call\n",
            "schema-description",
            schema("CallMember"),
            "    CallMember:",
        ),
        document(
            "    CallType:\n",
            "    Call_Kind:\n      type: object\n      description: Nothing.\n      x-source: [a]\n    CallType:\n",
            "schema-name",
            schema("Call_Kind"),
            "    Call_Kind:",
        ),
        document(
            "    CallType:\n",
            "    CallKind:\n      type: object\n      description: Nothing.\n      x-source: [a]\n    CallType:\n",
            "schema-unused",
            schema("CallKind"),
            "    CallKind:",
        ),
        document(
            "      x-module: offline_push\n",
            "      x-module: Offline-Push\n",
            "vocabulary",
            schema("OfflinePushInfo/x-module"),
            "      x-module: Offline-Push",
        ),
        document(
            "          description: How long the callees may ring.\n",
            "",
            "field-description",
            schema("StartCallByRobotRequest/properties/Timeout"),
            "        Timeout:",
        ),
        document(
            "      description: A running call.\n      properties:\n",
            "      description: A running call.\n      required:\n        - CallId\n      properties:\n",
            "answer-required",
            schema("CallInfo/properties/CallId"),
            "        CallId:\n          type: string\n          description: Opaque identifier of the call.\n        MediaType:",
        ),
        document(
            "          maximum: 600000\n",
            "          maximum: 600000\n          x-max-bytes: 6\n",
            "vocabulary",
            schema("StartCallByRobotRequest/properties/Timeout/x-max-bytes"),
            "          x-max-bytes: 6\n",
        ),
        document(
            "          minimum: 10000\n          maximum: 600000\n",
            "          minimum: 600000\n          maximum: 10000\n",
            "range",
            schema("StartCallByRobotRequest/properties/Timeout"),
            "        Timeout:",
        ),
        document(
            "          default: 10\n",
            "          default: 0\n",
            "default",
            schema("GetRecordByFilterRequest/properties/NumberPerPage/default"),
            "          default: 0\n          description: Records per page",
        ),
        document(
            "        Video: Call with picture and sound.\n",
            "",
            "enum-descriptions",
            schema("MediaType/x-enum-descriptions/Video"),
            "      x-enum-descriptions:\n        Audio:",
        ),
        document(
            "        Audio: Call with sound only.\n",
            "        Audio: Call with sound only.\n        Text: Chat.\n",
            "enum-values",
            schema("MediaType/x-enum-descriptions/Text"),
            "        Text: Chat.",
        ),
        document(
            "        UserData:\n",
            "        userData:\n          type: string\n          description: Again.\n        UserData:\n",
            "name-collision",
            schema("StartCallByRobotRequest/properties/UserData"),
            "        UserData:",
        ),
        document(
            "        - Calling\n        - Waiting\n      x-enum-descriptions:\n",
            "        - Calling\n        - calling\n        - Waiting\n      x-enum-descriptions:\n        calling: The same.\n",
            "name-collision",
            schema("MemberStatus"),
            "    MemberStatus:",
        ),
        document(
            "    CallType:\n",
            "    CALLType:\n      type: object\n      description: Nothing.\n      x-source: [a]\n    CallType:\n",
            "name-collision",
            schema("CallType"),
            "    CallType:",
        ),
    ];
    let catalogue = |from, to, pointer: &str, at| Seed {
        file: CATALOGUE,
        from,
        to,
        rule: "catalogue",
        pointer: pointer.to_owned(),
        at,
    };
    seeds.extend([
        catalogue(
            "- code: 60003\n",
            "- code: 60002\n",
            "/1",
            "- code: 60002\n  family: gateway\n  name: JsonParseError",
        ),
        catalogue(
            "  name: JsonParseError\n",
            "  name: HttpParseError\n",
            "/1",
            "- code: 60003",
        ),
        catalogue(
            "  name: HttpParseError\n",
            "  name: HTTP_parse\n",
            "/0",
            "- code: 60002",
        ),
        catalogue(
            "could not be parsed.\n",
            "could not be parsed\n",
            "/0",
            "- code: 60002",
        ),
    ]);
    let example = |file, from, to, rule, pointer: &str, at| Seed {
        file,
        from,
        to,
        rule,
        pointer: pointer.to_owned(),
        at,
    };
    seeds.extend([
        example(
            "examples/end_call/request-minimal.json",
            "\"CallId\"",
            "\"CallID\"",
            "example-unknown-field",
            "/CallID",
            "\"CallID\"",
        ),
        example(
            "examples/end_call/answer-success.json",
            "\"ErrorCode\": 0",
            "\"ErrorCode\": 7",
            "example-success",
            "/ErrorCode",
            "\"ErrorCode\": 7",
        ),
        example(
            "examples/get_call_info/answer-success.json",
            "\"User_Account\"",
            "\"UserAccount\"",
            "example-unknown-field",
            "/Response/UserList/0/UserAccount",
            "\"UserAccount\"",
        ),
    ]);
    seeds
}

#[test]
fn every_seeded_defect_is_found_by_its_rule_at_its_place() {
    let seeds = seeds();
    assert!(seeds.len() >= 25);
    for seed in seeds {
        let sources = edited(seed.file, seed.from, seed.to);
        let findings = lint(&load(&sources));
        let told = format!("{:?}: {findings:#?}", seed.to);
        findings.iter().for_each(assert_useful);
        let finding = findings
            .iter()
            .find(|f| f.rule == seed.rule && f.place.pointer == seed.pointer)
            .unwrap_or_else(|| panic!("{} at {} in {told}", seed.rule, seed.pointer));
        assert_eq!(finding.place.file, seed.file, "{told}");
        assert_eq!(
            finding.place.line,
            line_of(&sources, seed.file, seed.at),
            "{told}"
        );
    }
}

#[test]
fn missing_and_lost_examples_are_found() {
    for (path, rule, part) in [
        (
            "examples/end_call/request-minimal.json",
            "example-missing",
            "`request-minimal.json`",
        ),
        (
            "examples/end_call/request-maximal.json",
            "example-missing",
            "`request-maximal.json`",
        ),
        (
            "examples/end_call/answer-success.json",
            "example-missing",
            "`answer-success.json`",
        ),
        (
            "examples/after_end_call/answer-success.json",
            "example-missing",
            "`answer-success.json`",
        ),
    ] {
        let mut sources = real();
        sources.remove(path).unwrap();
        let findings = lint(&load(&sources));
        let finding = crate::common::only(&findings);
        assert_eq!(finding.rule, rule, "{path}");
        assert!(finding.to_string().contains(part), "{finding}");
    }
    let mut sources = real();
    let paths: Vec<String> = sources.iter().map(|(path, _)| path.to_owned()).collect();
    for path in &paths {
        let failure =
            path.starts_with("examples/end_call/answer-") && !path.ends_with("-success.json");
        if failure || path.starts_with("examples/after_start_call/event-") {
            sources.remove(path);
        }
    }
    let findings = lint(&load(&sources));
    let told: Vec<&str> = findings.iter().map(|f| f.remedy.as_str()).collect();
    assert_eq!(
        told,
        ["add `event-<label>.json`", "add `answer-<label>.json`"]
    );
    for path in [
        "examples/nobody/request-minimal.json",
        "examples/end_call/event-a.json",
        "examples/after_end_call/request-a.json",
        "examples/nobody/answer-a.json",
    ] {
        let mut sources = real();
        sources.add(path, "{\"ErrorCode\": 1}");
        let findings = lint(&load(&sources));
        assert!(
            findings
                .iter()
                .any(|f| f.rule == "example-file" && f.place.file == path),
            "{path}: {findings:#?}"
        );
    }
}

#[test]
fn findings_are_sorted_and_told_once() {
    let mut sources = edited(
        DOCUMENT,
        "      x-module: offline_push\n",
        "      x-module: Push\n",
    );
    crate::common::edit(
        &mut sources,
        DOCUMENT,
        "    x-site: singapore\n",
        "    x-site: china\n",
    );
    crate::common::edit(
        &mut sources,
        CATALOGUE,
        "- code: 60003\n",
        "- code: 60002\n",
    );
    let findings = lint(&load(&sources));
    let mut sorted = findings.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(findings, sorted);
    let rules: BTreeSet<&str> = findings.iter().map(|f| f.rule).collect();
    assert_eq!(
        rules,
        BTreeSet::from(["catalogue", "site-name", "vocabulary"])
    );
}
