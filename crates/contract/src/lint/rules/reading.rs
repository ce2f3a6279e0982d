//! What keeps a contract from being understood.

use super::{Rule, Stage};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "readable",
        stage: Stage::Reading,
        what: "A file or folder of the contract can be read.",
        why: "Without its texts there is nothing to check.",
        at: "",
        bad: "spec/errors.yaml is missing, or cannot be opened",
        good: "spec/ holds call-engine.yaml, errors.yaml and examples/",
    },
    Rule {
        name: "examples-layout",
        stage: Stage::Reading,
        what: "Examples lie in the folder of their command or webhook.",
        why: "The folder says whose example it is.",
        at: "",
        bad: "spec/examples/request-minimal.json",
        good: "spec/examples/ping/request-minimal.json",
    },
    Rule {
        name: "yaml-syntax",
        stage: Stage::Reading,
        what: "A text is one YAML document without tabs, tags, doubled keys or values nested without end.",
        why: "What two readers of YAML could read in two ways is no contract. Aliases and `<<` are read; lines inside an aliased value are those of its anchor.",
        at: "errors.yaml",
        bad: r"- code: 101050
  code: 101051",
        good: r"- code: 101050
  family: call
  name: NoRecord
  meaning: There is no record.
  remedy: Wait a little.
  retry: delay
  executed: never
  source: [1/1]",
    },
    Rule {
        name: "openapi-version",
        stage: Stage::Reading,
        what: "The document is OpenAPI 3.0.0 to 3.0.4.",
        why: "Other versions use the same words with another meaning.",
        at: "call-engine.yaml#/openapi",
        bad: "3.1.0",
        good: "3.0.3",
    },
    Rule {
        name: "openapi-structure",
        stage: Stage::Reading,
        what: "Every part has the keys and types that OpenAPI 3.0 wants.",
        why: "Generators of every language rely on it.",
        at: "call-engine.yaml#/components/schemas/PingRequest/properties/Timeout",
        bad: r"type: integer
format: int64
minimum: one
description: How long to wait.",
        good: r"type: integer
format: int64
minimum: 1
description: How long to wait.",
    },
    Rule {
        name: "nesting",
        stage: Stage::Reading,
        what: "Values are not nested deeper than anybody can read.",
        why: "Deep schemas have no names, and exhaust the programs that read them.",
        at: "call-engine.yaml#/components/schemas/Sound/x-source/0",
        bad: "{a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: 1}}}}}}}}}}}}}}}}}}}}}}",
        good: "1/1",
    },
    Rule {
        name: "ref-resolves",
        stage: Stage::Reading,
        what: "A `$ref` leads to something: in the document, or in a file below the folder of the contract.",
        why: "A reference that leads nowhere is a misspelt name.",
        at: "call-engine.yaml#/components/schemas/PingRequest/properties/Sound",
        bad: "$ref: '#/components/schemas/Sond'",
        good: "$ref: '#/components/schemas/Sound'",
    },
    Rule {
        name: "ref-collision",
        stage: Stage::Reading,
        what: "Two files do not give one name to two things.",
        why: "The bundle is one document: each name stands for one component there.",
        at: "",
        bad: "$ref: './a.yaml#/components/schemas/Sound' and $ref: './b.yaml#/components/schemas/Sound'",
        good: "$ref: './a.yaml#/components/schemas/Sound' and $ref: './b.yaml#/components/schemas/Tone'",
    },
    Rule {
        name: "file-unused",
        stage: Stage::Reading,
        what: "Every YAML or JSON file beside the document is referred to.",
        why: "A file that nothing refers to looks as if it counted.",
        at: "",
        bad: "spec/old.yaml, and no `$ref` to it",
        good: "spec/common.yaml, and `$ref: './common.yaml#/components/schemas/Sound'`",
    },
    Rule {
        name: "unsupported",
        stage: Stage::Reading,
        what: "A schema has one of the shapes that spec/README.md names.",
        why: "What the model does not understand would be lost in everything derived.",
        at: "call-engine.yaml#/components/schemas/PingRequest/properties/Sound",
        bad: r"type: object
description: What the phone does.
properties:
  Kind: {type: string}",
        good: "$ref: '#/components/schemas/Sound'",
    },
    Rule {
        name: "required",
        stage: Stage::Reading,
        what: "What is required is a field.",
        why: "A misspelt name in `required` makes nothing required.",
        at: "call-engine.yaml#/components/schemas/PingRequest/required",
        bad: "- Acount",
        good: "- Account",
    },
    Rule {
        name: "enum-names",
        stage: Stage::Reading,
        what: "Every value of an enumeration has a name that programs can use.",
        why: "Integers and odd texts have none by themselves.",
        at: "call-engine.yaml#/components/schemas/Level/x-enum-names",
        bad: r#""1": Low
"2": very loud"#,
        good: r#""1": Low
"2": High"#,
    },
    Rule {
        name: "enum-values",
        stage: Stage::Reading,
        what: "An enumeration has values, and its notes speak of these only.",
        why: "A note about a value that is not there was forgotten or misspelt.",
        at: "call-engine.yaml#/components/schemas/Sound/enum",
        bad: "[]",
        good: "[Ring, Mute]",
    },
    Rule {
        name: "unit",
        stage: Stage::Reading,
        what: "`x-unit` is a known unit, on an integer.",
        why: "It decides whether a number is a span of time or a moment.",
        at: "call-engine.yaml#/components/schemas/PingRequest/properties/Timeout/x-unit",
        bad: "minutes",
        good: "ms",
    },
    Rule {
        name: "limit",
        stage: Stage::Reading,
        what: "A limit is an integer, not negative where something is counted.",
        why: "A limit that is none must not pass for none.",
        at: "call-engine.yaml#/components/schemas/PingRequest/properties/Account/x-max-bytes",
        bad: "-1",
        good: "32",
    },
    Rule {
        name: "pattern",
        stage: Stage::Reading,
        what: "A `pattern` is one class of characters with a repetition.",
        why: "So every language can check it without a library of regular expressions.",
        at: "call-engine.yaml#/components/schemas/PingRequest/properties/Account",
        bad: r"type: string
pattern: '[a-z]+'
description: The user.",
        good: r"type: string
pattern: '^[a-z]+$'
description: The user.",
    },
    Rule {
        name: "body-component",
        stage: Stage::Reading,
        what: "A body is a reference to an object among the components.",
        why: "Bodies need a name in every language.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/requestBody/content/application~1json/schema",
        bad: "type: object",
        good: "$ref: '#/components/schemas/PingRequest'",
    },
    Rule {
        name: "operation-answer",
        stage: Stage::Reading,
        what: "A command has a `200` answer.",
        why: "The service answers 200 for success and failure.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/callbacks/afterPing/{$request.body#~1Url}/post/responses",
        bad: r#""204":
  description: Receipt."#,
        good: r#""200":
  description: Receipt.
  content:
    application/json:
      schema:
        $ref: '#/components/schemas/Receipt'"#,
    },
    Rule {
        name: "operation-method",
        stage: Stage::Reading,
        what: "A path has `post` and nothing else.",
        why: "The API knows no other method.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/get",
        bad: "responses: {}",
        good: "",
    },
    Rule {
        name: "operation-effect",
        stage: Stage::Reading,
        what: "`x-effect` says what repeating a command does.",
        why: "It decides whether a request may be sent again.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/x-effect",
        bad: "rings",
        good: "places_call",
    },
    Rule {
        name: "operation-rate-limit",
        stage: Stage::Reading,
        what: "`x-rate-limit` is a positive number of requests per second.",
        why: "Clients pace themselves by it.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/x-rate-limit",
        bad: "0",
        good: "200",
    },
    Rule {
        name: "operation-error-codes",
        stage: Stage::Reading,
        what: "`x-error-codes` lists integers of the catalogue, each once.",
        why: "The docs and the table of commands show their meaning.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/x-error-codes",
        bad: "[101004, 101999]",
        good: "[101004]",
    },
    Rule {
        name: "operation-id",
        stage: Stage::Reading,
        what: "Every command and webhook has an `operationId` of its own: the command word in small letters, digits and `_`.",
        why: "It becomes the method, the command, the anchor of the docs and part of addresses.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/callbacks/afterPing/{$request.body#~1Url}/post/operationId",
        bad: "ping",
        good: "after_ping",
    },
    Rule {
        name: "webhook-method",
        stage: Stage::Reading,
        what: "A callback is delivered by `post`.",
        why: "So are all webhooks.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/callbacks/afterPing/{$request.body#~1Url}",
        bad: "get: {responses: {}}",
        good: r"post:
  operationId: after_ping
  summary: Tell that a phone was pinged
  description: Sent after a ping.
  tags: [ping]
  requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/AfterPing'}}}}
  responses: {'200': {description: Receipt., content: {application/json: {schema: {$ref: '#/components/schemas/Receipt'}}}}}
  x-webhook: Call.CallbackAfterPing
  x-source: [1/1]",
    },
    Rule {
        name: "webhook-command",
        stage: Stage::Reading,
        what: "A webhook names its command.",
        why: "Receivers tell webhooks apart by it.",
        at: "call-engine.yaml#/paths/~1v4~1ping_srv~1ping/post/callbacks/afterPing/{$request.body#~1Url}/post/x-webhook",
        bad: r#""""#,
        good: "Call.CallbackAfterPing",
    },
    Rule {
        name: "site-name",
        stage: Stage::Reading,
        what: "Every site has a name of its own: small letters, digits and `_`.",
        why: "Callers choose a site by name.",
        at: "call-engine.yaml#/servers/0/x-site",
        bad: r#""""#,
        good: "china",
    },
];
