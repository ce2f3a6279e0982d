//! Components, fields and values.

use super::{Rule, Stage};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "schema-description",
        stage: Stage::Lint,
        what: "A component is described in sentences.",
        why: "It is the documentation of a type in every language.",
        at: "call-engine.yaml#/components/schemas/PingRequest/description",
        bad: "whom",
        good: "Whom to ping.",
    },
    Rule {
        name: "schema-name",
        stage: Stage::Lint,
        what: "A component's name is UpperCamelCase.",
        why: "It becomes a type.",
        at: "",
        bad: "components/schemas/ping_request",
        good: "components/schemas/PingRequest",
    },
    Rule {
        name: "schema-unused",
        stage: Stage::Lint,
        what: "A component is referred to.",
        why: "What nothing refers to is not part of the API.",
        at: "call-engine.yaml#/components/schemas/Tone",
        bad: r"type: object
description: Nothing refers to it.
x-source: [1/1]",
        good: "",
    },
    Rule {
        name: "field-description",
        stage: Stage::Lint,
        what: "A field is described in sentences, by itself or by its component.",
        why: "Unit, range and default are nowhere else.",
        at: "call-engine.yaml#/components/schemas/PingRequest/properties/Timeout",
        bad: r"type: integer
format: int64",
        good: r"type: integer
format: int64
description: How long to wait.",
    },
    Rule {
        name: "answer-required",
        stage: Stage::Lint,
        what: "No field of an answer is required.",
        why: "The documents promise fields that their own samples lack (C-17).",
        at: "call-engine.yaml#/components/schemas/PingResponse/required",
        bad: "[Level]",
        good: "",
    },
    Rule {
        name: "room-kind",
        stage: Stage::Structure,
        what: "`x-room-kind` stands on text and names a field beside it whose values are a list of integers.",
        why: "By it a request is refused whose numeric room is no number.",
        at: "call-engine.yaml#/components/schemas/PingRequest/properties",
        bad: r"Account: {type: string, minLength: 1, x-max-bytes: 32, x-room-kind: Sound, description: The user.}
Sound: {$ref: '#/components/schemas/Sound'}
Timeout: {type: integer, format: int64, description: How long to wait.}",
        good: r"Account: {type: string, minLength: 1, x-max-bytes: 32, x-room-kind: Level, description: The user.}
Level: {$ref: '#/components/schemas/Level'}
Sound: {$ref: '#/components/schemas/Sound'}
Timeout: {type: integer, format: int64, description: How long to wait.}",
    },
    Rule {
        name: "range",
        stage: Stage::Lint,
        what: "A lower limit is not above its upper limit, nor above what `pattern` allows.",
        why: "No value would be allowed.",
        at: "call-engine.yaml#/components/schemas/PingRequest/properties/Timeout",
        bad: r"type: integer
format: int64
minimum: 10
maximum: 1
description: How long to wait.",
        good: r"type: integer
format: int64
minimum: 1
maximum: 10
description: How long to wait.",
    },
    Rule {
        name: "default",
        stage: Stage::Lint,
        what: "A default is one of the values its field allows.",
        why: "The server would refuse what it is said to assume.",
        at: "call-engine.yaml#/components/schemas/PingRequest/properties/Sound",
        bad: r"allOf:
  - $ref: '#/components/schemas/Sound'
default: Loud
description: What to do.",
        good: r"allOf:
  - $ref: '#/components/schemas/Sound'
default: Ring
description: What to do.",
    },
    Rule {
        name: "enum-descriptions",
        stage: Stage::Lint,
        what: "Every value of an enumeration is described in a sentence.",
        why: "A value without meaning cannot be chosen.",
        at: "call-engine.yaml#/components/schemas/Sound/x-enum-descriptions",
        bad: "Ring: It rings.",
        good: r"Ring: It rings.
Mute: It stays silent.",
    },
    Rule {
        name: "enum-once",
        stage: Stage::Lint,
        what: "A value is listed once.",
        why: "One of the two was meant to be another.",
        at: "call-engine.yaml#/components/schemas/Sound/enum",
        bad: "[Ring, Mute, Ring]",
        good: "[Ring, Mute]",
    },
    Rule {
        name: "required-once",
        stage: Stage::Lint,
        what: "A field is listed in `required` once.",
        why: "One of the two was meant to be another.",
        at: "call-engine.yaml#/components/schemas/PingRequest/required",
        bad: "[Account, Account]",
        good: "[Account]",
    },
    Rule {
        name: "limit-type",
        stage: Stage::Lint,
        what: "A limit stands on a value of the type it limits.",
        why: "`maxLength` of an integer limits nothing.",
        at: "call-engine.yaml#/components/schemas/PingRequest/properties/Timeout",
        bad: r"type: integer
format: int64
maxLength: 5
description: How long to wait.",
        good: r"type: integer
format: int64
maximum: 99999
description: How long to wait.",
    },
    Rule {
        name: "format",
        stage: Stage::Lint,
        what: "Numbers have a `format` of their type, and limits that fit it.",
        why: "It decides how wide the number is in every language.",
        at: "call-engine.yaml#/components/schemas/PingRequest/properties/Timeout",
        bad: r"type: integer
format: int32
maximum: 3000000000
description: How long to wait.",
        good: r"type: integer
format: int64
maximum: 3000000000
description: How long to wait.",
    },
    Rule {
        name: "nullable-type",
        stage: Stage::Lint,
        what: "`nullable` stands beside `type`.",
        why: "Alone it says nothing in OpenAPI 3.0.",
        at: "call-engine.yaml#/components/schemas/PingRequest/properties/Sound",
        bad: r"allOf:
  - $ref: '#/components/schemas/Sound'
nullable: true
description: What to do.",
        good: r"allOf:
  - $ref: '#/components/schemas/Sound'
description: What to do.",
    },
    Rule {
        name: "name-collision",
        stage: Stage::Structure,
        what: "No two names become one in generated code.",
        why: "`UserData` and `user_data` would be one field.",
        at: "call-engine.yaml#/components/schemas/AfterPing/properties/account",
        bad: r"type: string
description: Again.",
        good: "",
    },
];
