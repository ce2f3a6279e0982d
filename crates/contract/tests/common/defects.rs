//! Defects to seed in the real contract, one at a time.

use At::{Below, Line};

use crate::common::{CATALOGUE, DOCUMENT};

/// An edit of the real contract, and the one finding it must cause.
pub struct Defect {
    pub file: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub rule: &'static str,
    pub pointer: String,
    /// The line that is told.
    pub at: At,
}

pub enum At {
    /// This many lines after the one where the edit begins.
    Below(usize),
    /// The line this text stands on, which is there once.
    Line(&'static str),
}

const START: &str = "/paths/~1v4~1call_engine_http_srv~1start_call_by_robot/post";
const LOOK: &str = "/paths/~1v4~1call_engine_http_srv~1get_call_info/post";
const SCHEMAS: &str = "/components/schemas/";

/// The defects, by what they spoil.
pub fn defects() -> Vec<Defect> {
    let document = |from, to, rule, pointer: String, at| Defect {
        file: DOCUMENT,
        from,
        to,
        rule,
        pointer,
        at,
    };
    let start = |rest: &str| format!("{START}{rest}");
    let look = |rest: &str| format!("{LOOK}{rest}");
    let schema = |rest: &str| format!("{SCHEMAS}{rest}");
    let mut defects = vec![
        // Misspelt words of OpenAPI, which every reader passes over.
        document(
            "          minimum: 10000\n",
            "          minimun: 10000\n",
            "unknown-key",
            schema("StartCallByRobotRequest/properties/Timeout/minimun"),
            Below(0),
        ),
        document(
            "      required:\n        - CallId\n      properties:\n        CallId:\n          type: string\n          minLength: 1\n          description: Opaque identifier of the call. That it must not be empty is inferred.\n      x-source:\n        - 647/74506\n",
            "      requried:\n        - CallId\n      properties:\n        CallId:\n          type: string\n          minLength: 1\n          description: Opaque identifier of the call. That it must not be empty is inferred.\n      x-source:\n        - 647/74506\n",
            "unknown-key",
            schema("EndCallRequest/requried"),
            Below(0),
        ),
        document(
            "      tags:\n        - call\n",
            "      tag: call\n      tags:\n        - call\n",
            "unknown-key",
            start("/tag"),
            Below(0),
        ),
        document(
            "  title: Tencent RTC Call\n",
            "  title: Tencent RTC Call\n  licence: MIT\n",
            "unknown-key",
            "/info/licence".to_owned(),
            Below(1),
        ),
        document(
            "      in: query\n",
            "      in: query\n      minimum: 1\n",
            "unknown-key",
            "/components/parameters/Sdkappid/minimum".to_owned(),
            Below(1),
        ),
        // What stands around the commands.
        document(
            "  contact:\n    name: The maintainers of call-engine\n    url: https://docs.rs/call-engine\n",
            "",
            "info-contact",
            "/info/contact".to_owned(),
            Line("info:"),
        ),
        document(
            "    url: https://opensource.org/license/mit\n",
            "",
            "info-license",
            "/info/license".to_owned(),
            Line("  license:"),
        ),
        document(
            "  version: \"2025-12-05\"\n",
            "  version: \"2025-13-05\"\n",
            "info-version",
            "/info/version".to_owned(),
            Below(0),
        ),
        document(
            "https://adminapikr.im.qcloud.com",
            "https://adminapikr.im.qcloud.com/",
            "site-url",
            "/servers/2/url".to_owned(),
            Below(0),
        ),
        document(
            "https://adminapisgp.my-imcloud.com",
            "https://localhost",
            "site-url",
            "/servers/1/x-backup".to_owned(),
            Below(0),
        ),
        document(
            "security: []\n",
            "",
            "security",
            String::new(),
            Line("openapi: 3.0.3"),
        ),
        document(
            "      operationId: get_call_info\n",
            "      operationId: get_call_info\n      security:\n        - token: []\n",
            "security",
            look("/security/0/token"),
            Below(2),
        ),
        document(
            "      tags:\n        - call\n",
            "      tags:\n        - cal\n",
            "operation-tag",
            start("/tags/0"),
            Below(1),
        ),
        document(
            "tags:\n  - name: call\n",
            "tags:\n  - name: nothing\n    description: Nothing.\n  - name: call\n",
            "tag",
            "/tags/0".to_owned(),
            Below(1),
        ),
        // Commands.
        document(
            "  /v4/call_engine_http_srv/end_call:\n",
            "  /v4/call_engine_http_srv/{id}/end_call:\n",
            "operation-path",
            "/paths/~1v4~1call_engine_http_srv~1{id}~1end_call/post".to_owned(),
            Below(1),
        ),
        document(
            "      summary: Look at a running call\n",
            "      summary: Call users in the name of a robot\n",
            "operation-text-once",
            look("/summary"),
            Below(0),
        ),
        document(
            "        Gives the call and the state of its members. A call that has ended is answered with 101004 and",
            "        Gives the call and the state of its members. A call that has ended is answered with 101005 and",
            "prose-code",
            look("/description"),
            Line("      description: >-\n        Gives the call"),
        ),
        document(
            "      x-effect: places_call\n",
            "      x-efect: places_call\n      x-effect: places_call\n",
            "vocabulary",
            start("/x-efect"),
            Below(0),
        ),
        document(
            "      x-effect: places_call\n",
            "      x-effect: place_call\n",
            "operation-effect",
            start("/x-effect"),
            Below(0),
        ),
        document(
            "        - 101004\n",
            "        - 101003\n",
            "operation-error-codes",
            start("/x-error-codes/2"),
            Below(0),
        ),
        document(
            "        - 101002\n        - 101004\n",
            "        - 101002\n        - 101002\n        - 101004\n",
            "operation-error-codes",
            start("/x-error-codes/2"),
            Below(1),
        ),
        document(
            "      x-source:\n        - 647/74505\n        - 647/71845\n",
            "      x-source:\n        - 647/74505\n        - 647/74505\n",
            "source",
            start("/x-source/1"),
            Below(2),
        ),
        document(
            "      requestBody:\n        required: true\n",
            "      requestBody:\n        required: false\n",
            "request-required",
            start("/requestBody/required"),
            Below(1),
        ),
        document(
            "      responses:\n        \"200\":\n",
            "      responses:\n        \"404\":\n          description: Not found.\n        \"200\":\n",
            "answer-status",
            start("/responses/404"),
            Below(1),
        ),
        document(
            "        content:\n          application/json:\n",
            "        content:\n          text/xml: {schema: {type: string}}\n          application/json:\n",
            "media-type",
            start("/requestBody/content/text~1xml"),
            Below(1),
        ),
        document(
            "                - $ref: '#/components/parameters/WebhookContenttype'\n",
            "                - $ref: '#/components/parameters/WebhookSdkAppid'\n                - $ref: '#/components/parameters/WebhookContenttype'\n",
            "parameter-once",
            "/paths/~1v4~1call_config~1set_callback/post/callbacks/afterStartCall/{$request.body#~1Url}/post/parameters/2".to_owned(),
            Below(0),
        ),
        document(
            "  parameters:\n    Sdkappid:\n",
            "  parameters:\n    Extra:\n      name: extra\n      in: query\n      description: More.\n      schema: {type: string}\n      x-source: [1/1]\n    Sdkappid:\n",
            "component-unused",
            "/components/parameters/Extra".to_owned(),
            Below(1),
        ),
        // Schemas.
        document(
            "          description: How long the callees may ring.\n",
            "          description: How long the callees may ring.\n          example: 3\n",
            "example-place",
            schema("StartCallByRobotRequest/properties/Timeout/example"),
            Below(1),
        ),
        document(
            "$ref: '#/components/schemas/StartCallInfo'\n",
            "$ref: '#/components/schemas/StartCalInfo'\n",
            "ref-resolves",
            schema("StartCallByRobotRequest/properties/CallInfo/$ref"),
            Below(0),
        ),
        document(
            "$ref: '#/components/schemas/StartCallInfo'\n",
            "$ref: './common.yaml#/StartCallInfo'\n",
            "ref-resolves",
            schema("StartCallByRobotRequest/properties/CallInfo/$ref"),
            Below(0),
        ),
        document(
            "        - Robot_Account\n",
            "        - Robot_Acount\n",
            "required",
            schema("StartCallByRobotRequest/required/0"),
            Below(0),
        ),
        document(
            "        - Robot_Account\n",
            "        - Robot_Account\n        - Robot_Account\n",
            "required-once",
            schema("StartCallByRobotRequest/required/1"),
            Below(1),
        ),
        document(
            "        - Video\n        - Audio\n",
            "        - Video\n        - Audio\n        - Video\n",
            "enum-once",
            schema("MediaType/enum/2"),
            Below(2),
        ),
        document(
            "        Audio: Call with sound only.\n",
            "        Audio: sound only\n",
            "enum-descriptions",
            schema("MediaType/x-enum-descriptions/Audio"),
            Below(0),
        ),
        document(
            "          x-max-bytes: 1000\n",
            "          x-max-bytes: 1000\n          maximum: 9\n",
            "limit-type",
            schema("StartCallByRobotRequest/properties/UserData/maximum"),
            Below(1),
        ),
        document(
            "          format: int64\n          minimum: 10000\n",
            "          format: int16\n          minimum: 10000\n",
            "format",
            schema("StartCallByRobotRequest/properties/Timeout/format"),
            Below(0),
        ),
        document(
            "          maximum: 600000\n",
            "          maximum: 6000\n",
            "range",
            schema("StartCallByRobotRequest/properties/Timeout"),
            Line("        Timeout:"),
        ),
        document(
            "          default: NORMAL\n",
            "          default: Normal\n",
            "default",
            schema("OfflinePushAndroid/properties/HuaWeiImportance/default"),
            Below(0),
        ),
        document(
            "          pattern: '^[ -~]{1,32}$'\n          x-max-bytes: 32\n          description: >-\n            UserID that acts",
            "          pattern: '^[ -~]{1,32$'\n          x-max-bytes: 32\n          description: >-\n            UserID that acts",
            "pattern",
            schema("StartCallByRobotRequest/properties/Robot_Account/pattern"),
            Below(0),
        ),
        document(
            "          description: How long the callees may ring.\n",
            "          description: 'How long the callees may ring. '\n",
            "text",
            schema("StartCallByRobotRequest/properties/Timeout/description"),
            Below(0),
        ),
        document(
            "          description: How long the callees may ring.\n",
            "          description: How long the <script>callees</script> may ring.\n",
            "text",
            schema("StartCallByRobotRequest/properties/Timeout/description"),
            Below(0),
        ),
        document(
            "          description: How long the callees may ring.\n",
            "",
            "field-description",
            schema("StartCallByRobotRequest/properties/Timeout"),
            Line("        Timeout:"),
        ),
        document(
            "    CallType:\n",
            "    CallKind:\n      type: object\n      description: Nothing.\n      x-source:\n        - 647/68930\n    CallType:\n",
            "schema-unused",
            schema("CallKind"),
            Below(0),
        ),
        document(
            "      x-ignore-case: true\n",
            "      x-ignore-case: true\n      x-lint-ignore:\n        range: There is none.\n",
            "lint-ignore",
            schema("MediaType/x-lint-ignore/range"),
            Below(2),
        ),
        // The text itself.
        document(
            "      x-effect: places_call\n",
            "      x-effect: places_call\n      x-effect: read\n",
            "yaml-syntax",
            start("/x-effect"),
            Below(1),
        ),
        document(
            "openapi: 3.0.3\n",
            "openapi: 3.1.0\n",
            "openapi-version",
            "/openapi".to_owned(),
            Below(0),
        ),
    ];
    let beside = |file, from, to, rule, pointer: &str, at| Defect {
        file,
        from,
        to,
        rule,
        pointer: pointer.to_owned(),
        at,
    };
    defects.extend([
        beside(
            CATALOGUE,
            "  retry: delay\n",
            "  retry: later\n",
            "catalogue",
            "/2/retry",
            Below(0),
        ),
        beside(
            CATALOGUE,
            "- code: 60003\n",
            "- code: 60002\n",
            "catalogue",
            "/1",
            Below(0),
        ),
        beside(
            CATALOGUE,
            "The same two texts as 60004:",
            "The same two texts as 60099:",
            "prose-code",
            "/3",
            Line("- code: 60005"),
        ),
        beside(
            "examples/end_call/request-minimal.json",
            "\"CallId\"",
            "\"CallId\": \"x\", \"CallID\"",
            "example-unknown-field",
            "/CallID",
            Below(0),
        ),
        beside(
            "examples/end_call/answer-success.json",
            "\"ErrorCode\": 0",
            "\"ErrorCode\": 101004",
            "example-success",
            "/ErrorCode",
            Below(0),
        ),
        beside(
            "examples/end_call/request-maximal.json",
            "{",
            "[{",
            "example-file",
            "",
            Below(3),
        ),
    ]);
    defects
}
