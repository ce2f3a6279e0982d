//! Commands, webhooks, what stands around them, texts, sources.

use super::{Rule, Stage};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "info-description",
        stage: Stage::Lint,
        what: "The contract has a description.",
        why: "Readers learn from it what is described, and from which sources.",
        at: "call-engine.yaml#/info",
        bad: r#"title: Specimen
version: "2025-12-05"
contact: {name: The maintainers, url: https://docs.rs/call-engine}
license: {name: MIT, url: https://opensource.org/license/mit}"#,
        good: r#"title: Specimen
description: A contract of one command.
version: "2025-12-05"
contact: {name: The maintainers, url: https://docs.rs/call-engine}
license: {name: MIT, url: https://opensource.org/license/mit}"#,
    },
    Rule {
        name: "info-contact",
        stage: Stage::Lint,
        what: "The contract names somebody whom a reader can ask.",
        why: "A published spec without an address collects errors in silence.",
        at: "call-engine.yaml#/info/contact",
        bad: "name: The maintainers",
        good: r"name: The maintainers
url: https://docs.rs/call-engine",
    },
    Rule {
        name: "info-license",
        stage: Stage::Lint,
        what: "The contract names its licence and its address.",
        why: "Without one nobody may use what is generated from it.",
        at: "call-engine.yaml#/info/license",
        bad: "name: MIT",
        good: r"name: MIT
url: https://opensource.org/license/mit",
    },
    Rule {
        name: "info-version",
        stage: Stage::Lint,
        what: "The version is the date of the API, `YYYY-MM-DD`.",
        why: "It becomes the build metadata of the packages.",
        at: "call-engine.yaml#/info/version",
        bad: r#""2025-02-30""#,
        good: r#""2025-12-05""#,
    },
    Rule {
        name: "site-missing",
        stage: Stage::Structure,
        what: "At least one site is named.",
        why: "Clients have no other address.",
        at: "call-engine.yaml#/servers",
        bad: "[]",
        good: r"- url: https://console.tim.qq.com
  description: China.
  x-site: china
  x-source: [1/1]",
    },
    Rule {
        name: "site-url",
        stage: Stage::Lint,
        what: "The address of a site is `https://` and a host, not a placeholder.",
        why: "Clients put paths behind it, and send a ticket there.",
        at: "call-engine.yaml#/servers/0/url",
        bad: "https://example.com/",
        good: "https://console.tim.qq.com",
    },
    Rule {
        name: "security",
        stage: Stage::Lint,
        what: "The document says how requests are authorized, and names only schemes that are defined.",
        why: "Generators of other languages make credentials from it.",
        at: "call-engine.yaml#/security",
        bad: "- token: []",
        good: "[]",
    },
    Rule {
        name: "tag",
        stage: Stage::Lint,
        what: "A tag is declared once, described and used.",
        why: "Tags are the chapters of the docs.",
        at: "call-engine.yaml#/tags/1",
        bad: r"name: record
description: Read records.",
        good: "",
    },
    Rule {
        name: "operation-tag",
        stage: Stage::Lint,
        what: "An operation has one tag, and it is declared.",
        why: "The docs list it in that chapter.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/tags",
        bad: "[pings]",
        good: "[ping]",
    },
    Rule {
        name: "operation-path",
        stage: Stage::Structure,
        what: "A path is `/v4/{service}/{command}` in small letters.",
        why: "So there are no parameters, queries, twins or trailing slashes in paths.",
        at: "",
        bad: "/v4/ping_srv/{phone}/ping/:",
        good: "/v4/ping_srv/ping:",
    },
    Rule {
        name: "operation-summary",
        stage: Stage::Lint,
        what: "A summary is one line without a full stop.",
        why: "It is a heading and the help of a command.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/summary",
        bad: "Ping a phone.",
        good: "Ping a phone",
    },
    Rule {
        name: "operation-description",
        stage: Stage::Lint,
        what: "A command and a webhook are described in sentences.",
        why: "Names alone do not say what happens.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/description",
        bad: "pings",
        good: "Asks a phone whether it is there.",
    },
    Rule {
        name: "operation-text-once",
        stage: Stage::Lint,
        what: "Summaries and descriptions are not shared by two operations.",
        why: "The second was copied and never written.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/callbacks/afterPing/{$request.body#~1Url}/post/summary",
        bad: "Ping a phone",
        good: "Tell that a phone was pinged",
    },
    Rule {
        name: "operation-parameters",
        stage: Stage::Structure,
        what: "A command has the five query parameters of the URL, in order.",
        why: "Clients sign every request with them.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/parameters",
        bad: r"- $ref: '#/components/parameters/Identifier'
- $ref: '#/components/parameters/Sdkappid'
- $ref: '#/components/parameters/Usersig'
- $ref: '#/components/parameters/Random'
- $ref: '#/components/parameters/Contenttype'",
        good: r"- $ref: '#/components/parameters/Sdkappid'
- $ref: '#/components/parameters/Identifier'
- $ref: '#/components/parameters/Usersig'
- $ref: '#/components/parameters/Random'
- $ref: '#/components/parameters/Contenttype'",
    },
    Rule {
        name: "parameter-description",
        stage: Stage::Lint,
        what: "A parameter is described in sentences.",
        why: "Its name is the vendor's and often says little.",
        at: "call-engine.yaml#/components/parameters/Random/description",
        bad: "random",
        good: "Fresh random number.",
    },
    Rule {
        name: "request-name",
        stage: Stage::Lint,
        what: "The body of a request is called `<OperationId>Request`.",
        why: "Callers find the type by the command.",
        at: "",
        bad: "PingBody, as the body of `ping`",
        good: "PingRequest, as the body of `ping`",
    },
    Rule {
        name: "answer-name",
        stage: Stage::Lint,
        what: "The answer is `Envelope` or is called `<OperationId>Answer`.",
        why: "Callers find the type by the command.",
        at: "",
        bad: "PingReply, as the answer of `ping`",
        good: "PingAnswer, as the answer of `ping`",
    },
    Rule {
        name: "request-required",
        stage: Stage::Lint,
        what: "The body of a request is `required`.",
        why: "The server reads a body always; generators make an absent one possible otherwise.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/requestBody/required",
        bad: "false",
        good: "true",
    },
    Rule {
        name: "answer-status",
        stage: Stage::Lint,
        what: "There is no other answer than `200`.",
        why: "The service tells failures by `ErrorCode`; another status would be passed over.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/responses/404",
        bad: "description: Not there.",
        good: "",
    },
    Rule {
        name: "media-type",
        stage: Stage::Lint,
        what: "Bodies are `application/json`.",
        why: "Another media type would be passed over.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/requestBody/content/text~1xml",
        bad: "schema: {type: string}",
        good: "",
    },
    Rule {
        name: "source",
        stage: Stage::Lint,
        what: "Everything names its source documents, each once.",
        why: "Who doubts a line must find where it comes from.",
        at: "call-engine.yaml#/servers/0",
        bad: r"url: https://console.tim.qq.com
description: China.
x-site: china",
        good: r"url: https://console.tim.qq.com
description: China.
x-site: china
x-source:
  - 1/1",
    },
    Rule {
        name: "text",
        stage: Stage::Lint,
        what: "Texts have no waste of spaces and nothing that a page would run.",
        why: "They go into docs, help and code as they are.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/callbacks/afterPing/{$request.body#~1Url}/post/description",
        bad: r#""Sent after  a ping.""#,
        good: "Sent after a ping.",
    },
    Rule {
        name: "prose-code",
        stage: Stage::Lint,
        what: "A code in a text is a code of the catalogue.",
        why: "Readers look it up there. Numbers count when the catalogue has codes of the same thousand.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/callbacks/afterPing/{$request.body#~1Url}/post/description",
        bad: "Sent after a ping, also when it fails with 101005.",
        good: "Sent after a ping, also when it fails with 101004.",
    },
    Rule {
        name: "vocabulary",
        stage: Stage::Structure,
        what: "Every `x-` field is a word of the vocabulary, with a value of its kind.",
        why: "Another one would mean nothing to anybody.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/x-colour",
        bad: "red",
        good: "",
    },
    Rule {
        name: "lint-ignore",
        stage: Stage::Structure,
        what: "`x-lint-ignore` names a rule that can be set aside, gives a reason, and sets a finding aside.",
        why: "What is set aside for nothing hides the next mistake.",
        at: "call-engine.yaml#/components/schemas/Sound/x-lint-ignore",
        bad: "schema-unused: It is used.",
        good: "",
    },
    Rule {
        name: "unknown-key",
        stage: Stage::Lint,
        what: "Every key is one that OpenAPI 3.0 knows at its place.",
        why: "A misspelt key is passed over by every reader, ours too.",
        at: "call-engine.yaml#/components/schemas/PingRequest/properties/Account",
        bad: r"type: string
minLenght: 1
description: The user.",
        good: r"type: string
minLength: 1
description: The user.",
    },
    Rule {
        name: "ref-siblings",
        stage: Stage::Lint,
        what: "`$ref` stands alone.",
        why: "OpenAPI 3.0 passes over what stands beside it.",
        at: "call-engine.yaml#/components/schemas/PingRequest/properties/Sound",
        bad: r"$ref: '#/components/schemas/Sound'
description: What to do.",
        good: r"allOf:
  - $ref: '#/components/schemas/Sound'
description: What to do.",
    },
    Rule {
        name: "component-unused",
        stage: Stage::Lint,
        what: "Parameters and other shared parts are referred to.",
        why: "What nothing refers to is not part of the API.",
        at: "call-engine.yaml#/components/parameters/Extra",
        bad: "{name: extra, in: query, description: More., schema: {type: string}, x-source: [1/1]}",
        good: "",
    },
    Rule {
        name: "component-name",
        stage: Stage::Lint,
        what: "Parameters and other shared parts are named in UpperCamelCase.",
        why: "Names become parts of addresses, anchors and types.",
        at: "",
        bad: "components/parameters/client_ip",
        good: "components/parameters/ClientIp",
    },
    Rule {
        name: "parameter-once",
        stage: Stage::Lint,
        what: "A webhook has each parameter once.",
        why: "One of the two was meant to be another.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/callbacks/afterPing/{$request.body#~1Url}/post/parameters",
        bad: "- $ref: '#/components/parameters/Identifier'\n- $ref: '#/components/parameters/Identifier'",
        good: "- $ref: '#/components/parameters/Identifier'",
    },
    Rule {
        name: "example-place",
        stage: Stage::Lint,
        what: "Examples are files, and not keys of schemas and parameters.",
        why: "There, nobody would check them against what they show.",
        at: "call-engine.yaml#/components/schemas/PingRequest/properties/Account",
        bad: "type: string\nexample: anna\ndescription: The user.",
        good: "type: string\ndescription: The user.",
    },
];
