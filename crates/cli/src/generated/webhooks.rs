// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

use crate::webhook::events::{Event, Variant};

/// Every webhook of the contract, in its order.
pub static EVENTS: &[Event] = &[
    Event {
        id: "after_start_call",
        command: "Call.CallbackAfterStartCall",
        summary: "Tell that a call was started",
        variants: &[
            Variant {
                name: "both-media-keys",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterStartCall\",\"CallInfo\":{\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"MediaType\":\"Video\",\"CallMediaType\":\"Video\",\"ChatGroupId\":\"\",\"RoomId\":\"roomid-1434\",\"RoomIdType\":\"2\"},\"UserList\":[{\"User_Account\":\"user1\",\"Status\":\"Calling\"},{\"User_Account\":\"user2\",\"Status\":\"Waiting\"}],\"EventTime\":1740464128807}",
            },
            Variant {
                name: "group",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterStartCall\",\"CallInfo\":{\"CallId\":\"5b0f6f2e-7a3c-4d6b-9c55-0d2a7f1e8b34\",\"MediaType\":\"Video\",\"ChatGroupId\":\"group-1\",\"RoomId\":\"10086\",\"RoomIdType\":1},\"UserList\":[{\"User_Account\":\"user1\",\"Status\":\"Calling\"},{\"User_Account\":\"user2\",\"Status\":\"Waiting\"},{\"User_Account\":\"user3\",\"Status\":\"Waiting\"}],\"EventTime\":1740464128807}",
            },
            Variant {
                name: "sample",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterStartCall\",\"CallInfo\":{\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"CallMediaType\":\"Audio\",\"ChatGroupId\":\"\",\"RoomId\":\"\",\"RoomIdType\":1},\"UserList\":[{\"User_Account\":144115212830834855,\"Status\":\"Calling\"},{\"User_Account\":144115212948889925,\"Status\":\"Waiting\"}],\"EventTime\":1740464128807}",
            },
            Variant {
                name: "table",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterStartCall\",\"CallInfo\":{\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"MediaType\":\"Audio\",\"ChatGroupId\":\"\",\"RoomId\":\"roomid-1434\",\"RoomIdType\":2},\"UserList\":[{\"User_Account\":\"user1\",\"Status\":\"Calling\"},{\"User_Account\":\"user2\",\"Status\":\"Waiting\"}],\"EventTime\":1740464128807}",
            },
        ],
    },
    Event {
        id: "after_end_call",
        command: "Call.CallbackAfterEndCall",
        summary: "Tell that a call has ended",
        variants: &[
            Variant {
                name: "call-busy",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterEndCall\",\"CallRecord\":{\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"Caller_Account\":\"user1\",\"MediaType\":\"Audio\",\"CallType\":\"SingleCall\",\"StartTime\":1741231146,\"EndTime\":1741231296,\"AcceptTime\":0,\"CallResult\":\"CallBusy\",\"CalleeList_Account\":[\"user1\",\"user2\"],\"RoomId\":\"roomid-1434\",\"RoomIdType\":2},\"EventTime\":1741231296412}",
            },
            Variant {
                name: "cancel",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterEndCall\",\"CallRecord\":{\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"Caller_Account\":\"user1\",\"MediaType\":\"Audio\",\"CallType\":\"SingleCall\",\"StartTime\":1741231146,\"EndTime\":1741231296,\"AcceptTime\":0,\"CallResult\":\"Cancel\",\"CalleeList_Account\":[\"user1\",\"user2\"],\"RoomId\":\"roomid-1434\",\"RoomIdType\":2},\"EventTime\":1741231296412}",
            },
            Variant {
                name: "group",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterEndCall\",\"CallRecord\":{\"CallId\":\"5b0f6f2e-7a3c-4d6b-9c55-0d2a7f1e8b34\",\"Caller_Account\":\"user1\",\"MediaType\":\"Video\",\"CallType\":\"MultiCall\",\"StartTime\":1741231146,\"EndTime\":1741231296,\"AcceptTime\":1741231150,\"CallResult\":\"NormalEnd\",\"CalleeList_Account\":[\"user1\",\"user2\",\"user3\"],\"RoomId\":\"10086\",\"RoomIdType\":1},\"EventTime\":1741231296412}",
            },
            Variant {
                name: "integer-result",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterEndCall\",\"CallRecord\":{\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"Caller_Account\":\"user1\",\"MediaType\":\"Audio\",\"CallType\":\"SingleCall\",\"StartTime\":1741231146,\"EndTime\":1741231296,\"AcceptTime\":1741231150,\"CallResult\":4,\"CalleeList_Account\":[\"user1\",\"user2\"],\"RoomId\":\"roomid-1434\",\"RoomIdType\":\"2\"},\"EventTime\":1741231296412}",
            },
            Variant {
                name: "interrupt",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterEndCall\",\"CallRecord\":{\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"Caller_Account\":\"user1\",\"MediaType\":\"Audio\",\"CallType\":\"SingleCall\",\"StartTime\":1741231146,\"EndTime\":1741231296,\"AcceptTime\":1741231150,\"CallResult\":\"Interrupt\",\"CalleeList_Account\":[\"user1\",\"user2\"],\"RoomId\":\"roomid-1434\",\"RoomIdType\":2},\"EventTime\":1741231296412}",
            },
            Variant {
                name: "normal-end",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterEndCall\",\"CallRecord\":{\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"Caller_Account\":\"user1\",\"MediaType\":\"Audio\",\"CallType\":\"SingleCall\",\"StartTime\":1741231146,\"EndTime\":1741231296,\"AcceptTime\":1741231150,\"CallResult\":\"NormalEnd\",\"CalleeList_Account\":[\"user1\",\"user2\"],\"RoomId\":\"roomid-1434\",\"RoomIdType\":2},\"EventTime\":1741231296412}",
            },
            Variant {
                name: "not-answer",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterEndCall\",\"CallRecord\":{\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"Caller_Account\":\"user1\",\"MediaType\":\"Audio\",\"CallType\":\"SingleCall\",\"StartTime\":1741231146,\"EndTime\":1741231296,\"AcceptTime\":0,\"CallResult\":\"NotAnswer\",\"CalleeList_Account\":[\"user1\",\"user2\"],\"RoomId\":\"roomid-1434\",\"RoomIdType\":2},\"EventTime\":1741231296412}",
            },
            Variant {
                name: "offline",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterEndCall\",\"CallRecord\":{\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"Caller_Account\":\"user1\",\"MediaType\":\"Audio\",\"CallType\":\"SingleCall\",\"StartTime\":1741231146,\"EndTime\":1741231296,\"AcceptTime\":1741231150,\"CallResult\":\"Offline\",\"CalleeList_Account\":[\"user1\",\"user2\"],\"RoomId\":\"roomid-1434\",\"RoomIdType\":2},\"EventTime\":1741231296412}",
            },
            Variant {
                name: "reject",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterEndCall\",\"CallRecord\":{\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"Caller_Account\":\"user1\",\"MediaType\":\"Audio\",\"CallType\":\"SingleCall\",\"StartTime\":1741231146,\"EndTime\":1741231296,\"AcceptTime\":0,\"CallResult\":\"Reject\",\"CalleeList_Account\":[\"user1\",\"user2\"],\"RoomId\":\"roomid-1434\",\"RoomIdType\":2},\"EventTime\":1741231296412}",
            },
            Variant {
                name: "sample",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterEndCall\",\"CallRecord\":{\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"Caller_Account\":\"10001\",\"MediaType\":\"Audio\",\"CallType\":\"SingleCall\",\"StartTime\":1741231146,\"EndTime\":1741231296,\"AcceptTime\":0,\"CallResult\":\"NotAnswer\",\"CalleeList_Account\":[\"10001\",\"user2\"],\"RoomId\":\"roomid-1434\",\"RoomIdType\":2},\"EventTime\":1703589922780}",
            },
            Variant {
                name: "without-caller",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterEndCall\",\"CallRecord\":{\"CallId\":\"7d2c8a4e-95b1-4f63-8e0a-b1c36f5d9e72\",\"Caller_Account\":\"brbp11nv6s\",\"MediaType\":\"Video\",\"CallType\":\"SingleCall\",\"StartTime\":1741231096,\"EndTime\":1741231155,\"AcceptTime\":1741231100,\"CallResult\":\"NormalEnd\",\"CalleeList_Account\":[\"c88wbzp8nc\"],\"RoomId\":\"roomid-1434\",\"RoomIdType\":2},\"EventTime\":1741231155000}",
            },
        ],
    },
    Event {
        id: "after_member_changed",
        command: "Call.CallbackAfterMemberChanged",
        summary: "Tell that members changed state",
        variants: &[
            Variant {
                name: "accept",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterMemberChanged\",\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"UserList\":[{\"User_Account\":\"user1\",\"Status\":\"Calling\"},{\"User_Account\":\"user2\",\"Status\":\"Calling\"}],\"ChangedUserList\":[{\"User_Account\":\"user2\",\"ActionType\":\"Accept\"}],\"EventTime\":1740464128807}",
            },
            Variant {
                name: "cancel-invite",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterMemberChanged\",\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"UserList\":[{\"User_Account\":\"user1\",\"Status\":\"Calling\"}],\"ChangedUserList\":[{\"User_Account\":\"user2\",\"ActionType\":\"Cancel_Invite\"}],\"EventTime\":1740464128807}",
            },
            Variant {
                name: "cancel-invite-misspelt",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterMemberChanged\",\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"UserList\":[{\"User_Account\":\"user1\",\"Status\":\"Calling\"}],\"ChangedUserList\":[{\"User_Account\":\"user2\",\"ActionType\":\"Canncel_Invite\"}],\"EventTime\":1740464128807}",
            },
            Variant {
                name: "group",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterMemberChanged\",\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"UserList\":[{\"User_Account\":\"user1\",\"Status\":\"Calling\"},{\"User_Account\":\"user2\",\"Status\":\"Calling\"},{\"User_Account\":\"user3\",\"Status\":\"Waiting\"}],\"ChangedUserList\":[{\"User_Account\":\"user2\",\"ActionType\":\"Accept\"},{\"User_Account\":\"user4\",\"ActionType\":\"Reject\"},{\"User_Account\":\"user5\",\"ActionType\":\"NotAnswer\"}],\"EventTime\":1740464128807}",
            },
            Variant {
                name: "hangup",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterMemberChanged\",\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"UserList\":[{\"User_Account\":\"user1\",\"Status\":\"Calling\"}],\"ChangedUserList\":[{\"User_Account\":\"user2\",\"ActionType\":\"Hangup\"}],\"EventTime\":1740464128807}",
            },
            Variant {
                name: "hangup-two-words",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterMemberChanged\",\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"UserList\":[{\"User_Account\":\"user1\",\"Status\":\"Calling\"}],\"ChangedUserList\":[{\"User_Account\":\"user2\",\"ActionType\":\"Hang Up\"}],\"EventTime\":1740464128807}",
            },
            Variant {
                name: "hangup-upper-camel",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterMemberChanged\",\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"UserList\":[{\"User_Account\":\"user1\",\"Status\":\"Calling\"}],\"ChangedUserList\":[{\"User_Account\":\"user2\",\"ActionType\":\"HangUp\"}],\"EventTime\":1740464128807}",
            },
            Variant {
                name: "integer-accounts",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterMemberChanged\",\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"UserList\":[{\"User_Account\":144115212830834855,\"Status\":\"Calling\"}],\"ChangedUserList\":[{\"User_Account\":144115212948889925,\"ActionType\":\"Hangup\"}],\"EventTime\":1740464128807}",
            },
            Variant {
                name: "invite",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterMemberChanged\",\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"UserList\":[{\"User_Account\":\"user1\",\"Status\":\"Calling\"},{\"User_Account\":\"user2\",\"Status\":\"Waiting\"}],\"ChangedUserList\":[{\"User_Account\":\"user2\",\"ActionType\":\"Invite\"}],\"EventTime\":1740464128807}",
            },
            Variant {
                name: "invited",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterMemberChanged\",\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"UserList\":[{\"User_Account\":\"user1\",\"Status\":\"Calling\"},{\"User_Account\":\"user2\",\"Status\":\"Waiting\"}],\"ChangedUserList\":[{\"User_Account\":\"user2\",\"ActionType\":\"Invited\"}],\"EventTime\":1740464128807}",
            },
            Variant {
                name: "join",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterMemberChanged\",\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"UserList\":[{\"User_Account\":\"user1\",\"Status\":\"Calling\"},{\"User_Account\":\"user2\",\"Status\":\"Calling\"}],\"ChangedUserList\":[{\"User_Account\":\"user2\",\"ActionType\":\"Join\"}],\"EventTime\":1740464128807}",
            },
            Variant {
                name: "not-answer",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterMemberChanged\",\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"UserList\":[{\"User_Account\":\"user1\",\"Status\":\"Calling\"}],\"ChangedUserList\":[{\"User_Account\":\"user2\",\"ActionType\":\"NotAnswer\"}],\"EventTime\":1740464128807}",
            },
            Variant {
                name: "offline",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterMemberChanged\",\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"UserList\":[{\"User_Account\":\"user1\",\"Status\":\"Calling\"}],\"ChangedUserList\":[{\"User_Account\":\"user2\",\"ActionType\":\"Offline\"}],\"EventTime\":1740464128807}",
            },
            Variant {
                name: "reject",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterMemberChanged\",\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"UserList\":[{\"User_Account\":\"user1\",\"Status\":\"Calling\"}],\"ChangedUserList\":[{\"User_Account\":\"user2\",\"ActionType\":\"Reject\"}],\"EventTime\":1740464128807}",
            },
            Variant {
                name: "sample",
                body: "{\"CallbackCommand\":\"Call.CallbackAfterMemberChanged\",\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"UserList\":[{\"User_Account\":\"user1\",\"Status\":\"Calling\"},{\"User_Account\":\"user2\",\"Status\":\"Calling\"}],\"ChangedUserList\":[{\"User_Account\":\"user2\",\"ActionType\":\"Answer\"}],\"EventTime\":1740464128807}",
            },
        ],
    },
];
