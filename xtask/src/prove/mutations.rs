//! Ten planted mutations of wire types, each refused by `check` with pointer and type.

use super::checkout::Checkout;
use super::planted::{self, Planted};
use crate::repository::Repository;

struct Mutation {
    what: &'static str,
    path: &'static str,
    from: &'static str,
    to: &'static str,
    /// Parts of the finding: pointer and type.
    said: &'static [&'static str],
}

const GENERATED: &str = "crates/types/src/generated/types";

const MUTATIONS: &[Mutation] = &[
    Mutation {
        what: "a number becomes text",
        path: "get_record_by_filter.rs",
        from: "pub total_num: ::std::option::Option<i64>",
        to: "pub total_num: ::std::option::Option<String>",
        said: &[
            "#/components/schemas/GetRecordByFilterResponse/properties/TotalNum",
            "`types::GetRecordByFilterResponse`",
        ],
    },
    Mutation {
        what: "a field gets another name",
        path: "shared.rs",
        from: "rename = \"StartTime\"",
        to: "rename = \"StartsAt\"",
        said: &[
            "#/components/schemas/CallRecord/properties/StartTime",
            "`types::CallRecord`",
        ],
    },
    Mutation {
        what: "a required field becomes optional",
        path: "start_call_by_robot.rs",
        from: "#[serde(rename = \"Robot_Account\")]",
        to: "#[serde(rename = \"Robot_Account\", default)]",
        said: &[
            "#/components/schemas/StartCallByRobotRequest/properties/Robot_Account",
            "`types::StartCallByRobotRequest`",
        ],
    },
    Mutation {
        what: "an object becomes a list of objects",
        path: "events.rs",
        from: "pub call_record: ::std::option::Option<CallRecord>",
        to: "pub call_record: ::std::option::Option<Vec<CallRecord>>",
        said: &[
            "#/components/schemas/AfterEndCall/properties/CallRecord",
            "`types::AfterEndCall`",
        ],
    },
    Mutation {
        what: "a replaced enumeration loses a value",
        path: "shared.rs",
        from: "\"enum\": [\"Video\", \"Audio\"]",
        to: "\"enum\": [\"Video\"]",
        said: &["#/components/schemas/MediaType", "`types::MediaType`"],
    },
    Mutation {
        what: "a replaced enumeration of integers becomes one of text",
        path: "start_call_by_robot.rs",
        from: "\"type\": \"integer\", \"enum\": [1, 2]",
        to: "\"type\": \"string\", \"enum\": [1, 2]",
        said: &["#/components/schemas/RoomIdType", "`types::RoomIdType`"],
    },
    Mutation {
        what: "hand-written text no longer reads integers",
        path: "crates/types/src/text.rs",
        from: "{ \"oneOf\": [{ \"type\": \"string\" }, { \"type\": \"integer\" }] }",
        to: "{ \"type\": \"string\" }",
        said: &[
            "#/components/schemas/WebhookAccount",
            "`types::WebhookAccount`",
        ],
    },
    Mutation {
        what: "a hand-written span becomes text",
        path: "crates/types/src/milliseconds.rs",
        from: "{ \"type\": \"integer\" }",
        to: "{ \"type\": \"string\" }",
        said: &[
            "#/components/schemas/StartCallByRobotRequest/properties/Timeout",
            "`types::StartCallByRobotRequest`",
        ],
    },
    Mutation {
        what: "the hand-written envelope no longer needs a code",
        path: "crates/types/src/envelope.rs",
        from: "rename = \"ErrorCode\"",
        to: "rename = \"ErrorCode\", default",
        said: &[
            "#/components/schemas/Envelope/properties/ErrorCode",
            "`crate::Envelope",
        ],
    },
    Mutation {
        what: "the hand-written envelope misspells a field",
        path: "crates/types/src/envelope.rs",
        from: "rename = \"RequestId\"",
        to: "rename = \"RequestID\"",
        said: &[
            "#/components/schemas/Envelope/properties/RequestId",
            "`crate::Envelope",
        ],
    },
];

pub fn prove(repository: &Repository) -> Result<(), String> {
    let checkout = Checkout::fresh(repository)?;
    for mutation in MUTATIONS {
        let path = if mutation.path.contains('/') {
            mutation.path.to_owned()
        } else {
            format!("{GENERATED}/{}", mutation.path)
        };
        let planted = Planted {
            what: mutation.what,
            path: &path,
            from: mutation.from,
            to: mutation.to,
        };
        planted::refused(
            &checkout,
            &planted,
            |checkout| checkout.xtask(&["check"]),
            |text| {
                text.lines().find(|line| {
                    let said = mutation.said.iter().all(|part| line.contains(part));
                    line.contains("[wire-schema]") && said
                })
            },
        )?;
    }
    Ok(())
}
