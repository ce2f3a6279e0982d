// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

use crate::route::{CodeMeaning, Effect, Route};

/// Every command of the contract, in its order.
pub static ROUTES: &[Route] = &[
    Route {
        operation: "start_call_by_robot",
        path: "/v4/call_engine_http_srv/start_call_by_robot",
        effect: Effect::PlacesCall,
        rate_limit: 200,
        error_codes: &[101001, 101002, 101004],
        request_schema: "{\"type\":\"object\",\"required\":[\"Robot_Account\",\"CalleeList_Account\",\"Timeout\",\"CallInfo\"],\"properties\":{\"Robot_Account\":{\"type\":\"string\",\"minLength\":1,\"x-max-bytes\":32,\"pattern\":\"^[ -~]{1,32}$\"},\"CalleeList_Account\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"minLength\":1,\"x-max-bytes\":32,\"pattern\":\"^[ -~]{1,32}$\"},\"minItems\":1},\"Timeout\":{\"type\":\"integer\",\"minimum\":10000,\"maximum\":600000},\"UserData\":{\"type\":\"string\",\"x-max-bytes\":1000},\"CallInfo\":{\"$ref\":\"#/$defs/StartCallInfo\"},\"OfflinePushInfo\":{\"$ref\":\"#/$defs/OfflinePushInfo\"}},\"$defs\":{\"StartCallInfo\":{\"type\":\"object\",\"required\":[\"MediaType\"],\"properties\":{\"MediaType\":{\"$ref\":\"#/$defs/MediaType\"},\"RoomId\":{\"type\":\"string\",\"minLength\":1,\"x-max-bytes\":64,\"pattern\":\"^[a-zA-Z0-9 !#$%&()+:;<=.>?@\\\\[\\\\]^_{}|~,-]{1,64}$\"},\"RoomIdType\":{\"$ref\":\"#/$defs/RoomIdType\"}}},\"OfflinePushInfo\":{\"type\":\"object\",\"properties\":{\"PushFlag\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":1},\"Title\":{\"type\":\"string\"},\"Desc\":{\"type\":\"string\"},\"MultiLanguageContent\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/OfflinePushLanguage\"}},\"Ext\":{\"type\":\"string\"},\"AndroidInfo\":{\"$ref\":\"#/$defs/OfflinePushAndroid\"},\"ApnsInfo\":{\"$ref\":\"#/$defs/OfflinePushApns\"},\"HarmonyInfo\":{\"$ref\":\"#/$defs/OfflinePushHarmony\"},\"BadgeAddNum\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":99},\"BadgeSetNum\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":999},\"PushTemplateId\":{\"type\":\"string\"},\"PushTemplateParam\":{\"$ref\":\"#/$defs/OfflinePushParameters\"}}},\"MediaType\":{\"type\":\"string\",\"pattern\":\"^([Vv][Ii][Dd][Ee][Oo]|[Aa][Uu][Dd][Ii][Oo])$\"},\"RoomIdType\":{\"type\":\"integer\",\"enum\":[1,2]},\"OfflinePushLanguage\":{\"type\":\"object\",\"properties\":{\"Language\":{\"type\":\"string\"},\"Title\":{\"type\":\"string\"},\"Desc\":{\"type\":\"string\"}}},\"OfflinePushAndroid\":{\"type\":\"object\",\"properties\":{\"Sound\":{\"type\":\"string\"},\"PushStyle\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":1},\"XiaoMiChannelID\":{\"type\":\"string\"},\"OPPOChannelID\":{\"type\":\"string\"},\"OPPOCategory\":{\"type\":\"string\"},\"OPPONotifyLevel\":{\"$ref\":\"#/$defs/OfflinePushOppoNotifyLevel\"},\"OPPOPrivateMsgTemplateId\":{\"type\":\"string\"},\"OPPOPrivateTitleParameters\":{\"$ref\":\"#/$defs/OfflinePushParameters\"},\"OPPOPrivateContentParameters\":{\"$ref\":\"#/$defs/OfflinePushParameters\"},\"VIVOClassification\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":1},\"VIVOCategory\":{\"type\":\"string\"},\"VIVONotifyType\":{\"$ref\":\"#/$defs/OfflinePushVivoNotifyType\"},\"HuaWeiImportance\":{\"$ref\":\"#/$defs/OfflinePushImportance\"},\"HuaWeiCategory\":{\"type\":\"string\"},\"HuaWeiImage\":{\"type\":\"string\"},\"HuaWeiChannelID\":{\"type\":\"string\"},\"HonorImage\":{\"type\":\"string\"},\"HonorImportance\":{\"$ref\":\"#/$defs/OfflinePushImportance\"},\"GoogleImage\":{\"type\":\"string\"},\"GooglePriority\":{\"$ref\":\"#/$defs/OfflinePushGooglePriority\"},\"GoogleChannelID\":{\"type\":\"string\"},\"MeiZuNoticeMsgType\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":1},\"ExtAsHuaweiIntentParam\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":1}}},\"OfflinePushApns\":{\"type\":\"object\",\"properties\":{\"BadgeMode\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":1},\"Title\":{\"type\":\"string\"},\"SubTitle\":{\"type\":\"string\"},\"Image\":{\"type\":\"string\"},\"MutableContent\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":1},\"Sound\":{\"type\":\"string\"},\"InterruptionLevel\":{\"$ref\":\"#/$defs/OfflinePushInterruptionLevel\"},\"ContentAvailable\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":1},\"IsVoipPush\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":1},\"LiveActivity\":{\"$ref\":\"#/$defs/OfflinePushLiveActivity\"}}},\"OfflinePushHarmony\":{\"type\":\"object\",\"properties\":{\"Title\":{\"type\":\"string\"},\"Category\":{\"type\":\"string\"},\"Image\":{\"type\":\"string\"},\"Sound\":{\"type\":\"string\"},\"SoundDuration\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":60}}},\"OfflinePushParameters\":{\"type\":\"object\"},\"OfflinePushOppoNotifyLevel\":{\"type\":\"integer\",\"enum\":[1,2,16]},\"OfflinePushVivoNotifyType\":{\"anyOf\":[{\"type\":\"string\",\"pattern\":\"^[1-4]{1,1}$\"},{\"type\":\"integer\",\"minimum\":1,\"maximum\":4}]},\"OfflinePushImportance\":{\"type\":\"string\",\"enum\":[\"LOW\",\"NORMAL\"]},\"OfflinePushGooglePriority\":{\"type\":\"string\",\"enum\":[\"normal\",\"high\"]},\"OfflinePushInterruptionLevel\":{\"type\":\"string\",\"enum\":[\"active\",\"critical\",\"passive\",\"time-sensitive\"]},\"OfflinePushLiveActivity\":{\"type\":\"object\",\"required\":[\"LaId\",\"Event\",\"ContentState\"],\"properties\":{\"LaId\":{\"type\":\"string\",\"x-max-bytes\":64},\"Event\":{\"$ref\":\"#/$defs/OfflinePushLiveActivityEvent\"},\"ContentState\":{\"$ref\":\"#/$defs/OfflinePushContentState\"},\"DismissalDate\":{\"type\":\"integer\"}}},\"OfflinePushLiveActivityEvent\":{\"type\":\"string\",\"enum\":[\"update\",\"end\"]},\"OfflinePushContentState\":{\"type\":\"object\"}}}",
        answer_example: "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0,\"RequestId\":\"Id-01f93f1a85c34d64a0e4cadb371deef8-O-Seq-997346\",\"Response\":{\"CallId\":\"35fd577d-1d10-4201-a40d-6d7316560986\",\"CallResult\":[{\"Callee_Account\":\"jack\",\"ResultCode\":0}]}}",
    },
    Route {
        operation: "get_call_info",
        path: "/v4/call_engine_http_srv/get_call_info",
        effect: Effect::Read,
        rate_limit: 200,
        error_codes: &[101001, 101002, 101004],
        request_schema: "{\"type\":\"object\",\"required\":[\"CallId\"],\"properties\":{\"CallId\":{\"type\":\"string\",\"minLength\":1}}}",
        answer_example: "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0,\"RequestId\":\"Id-431454f25a44462d8155bdff4fed38cc-O-Seq-19029769\",\"Response\":{\"CallInfo\":{\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"MediaType\":\"Audio\",\"ChatGroupId\":\"\",\"RoomId\":\"roomid-1434\",\"RoomIdType\":2},\"UserList\":[{\"User_Account\":\"user1\",\"Status\":\"Calling\"},{\"User_Account\":\"user2\",\"Status\":\"Waiting\"}]}}",
    },
    Route {
        operation: "end_call",
        path: "/v4/call_engine_http_srv/end_call",
        effect: Effect::Idempotent,
        rate_limit: 200,
        error_codes: &[101001, 101002, 101004],
        request_schema: "{\"type\":\"object\",\"required\":[\"CallId\"],\"properties\":{\"CallId\":{\"type\":\"string\",\"minLength\":1}}}",
        answer_example: "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0,\"RequestId\":\"Id-431454f25a44462d8155bdff4fed38cc-O-Seq-19029769\"}",
    },
    Route {
        operation: "get_record_by_callid",
        path: "/v4/call_record_http_srv/get_record_by_callid",
        effect: Effect::Read,
        rate_limit: 200,
        error_codes: &[101001, 101050],
        request_schema: "{\"type\":\"object\",\"required\":[\"CallId\"],\"properties\":{\"CallId\":{\"type\":\"string\",\"minLength\":1}}}",
        answer_example: "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0,\"RequestId\":\"Id-da9b3ee8bece466d951a9d93965c3d2c-O-Seq-324151555\",\"Response\":{\"CallRecord\":{\"CallId\":\"04c9a0ac-8e38-4a19-be45-349c5ce7911b\",\"Caller_Account\":\"user1\",\"MediaType\":\"Audio\",\"CallType\":\"MultiCall\",\"StartTime\":1739868165,\"EndTime\":1740064224,\"AcceptTime\":1739872743,\"CallResult\":\"NormalEnd\",\"CalleeList_Account\":[\"user1\",\"user5\",\"user2\"],\"RoomId\":\"roomid-1434\",\"RoomIdType\":2}}}",
    },
    Route {
        operation: "get_record_by_filter",
        path: "/v4/call_record_http_srv/get_record_by_filter",
        effect: Effect::Read,
        rate_limit: 200,
        error_codes: &[101001, 101050],
        request_schema: "{\"type\":\"object\",\"properties\":{\"StartTime\":{\"type\":\"integer\",\"minimum\":0},\"EndTime\":{\"type\":\"integer\",\"minimum\":0},\"CallResult\":{\"$ref\":\"#/$defs/CallResultFilter\"},\"CallType\":{\"$ref\":\"#/$defs/CallType\"},\"NumberPerPage\":{\"type\":\"integer\",\"minimum\":1},\"Page\":{\"type\":\"integer\",\"minimum\":1}},\"$defs\":{\"CallResultFilter\":{\"type\":\"string\",\"enum\":[\"Cancel\",\"Reject\",\"NotAnswer\",\"NormalEnd\",\"CallBusy\",\"Interrupt\",\"Offline\"]},\"CallType\":{\"type\":\"string\",\"enum\":[\"SingleCall\",\"MultiCall\"]}}}",
        answer_example: "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0,\"RequestId\":\"Id-d3d6aa216dcc4cf4a4eee19c4942e740-O-Seq-2556133\",\"Response\":{\"TotalNum\":141,\"Page\":2,\"CallRecordList\":[{\"CallId\":\"04c9a0ac-8e38-4a19-be45-349c5ce7911b\",\"Caller_Account\":\"147\",\"MediaType\":\"Audio\",\"CallType\":\"SingleCall\",\"StartTime\":1739960242,\"EndTime\":1739960245,\"AcceptTime\":1739960244,\"CallResult\":\"NormalEnd\",\"CalleeList_Account\":[\"147\",\"369\"],\"RoomId\":\"roomid-1434\",\"RoomIdType\":2},{\"CallId\":\"055662e1-bc8a-469c-a334-1126c8c17d58\",\"Caller_Account\":\"3423\",\"MediaType\":\"Video\",\"CallType\":\"SingleCall\",\"StartTime\":1739960500,\"EndTime\":1739960507,\"AcceptTime\":1739960503,\"CallResult\":\"NormalEnd\",\"CalleeList_Account\":[\"3423\",\"3243\"],\"RoomId\":\"roomid-1434\",\"RoomIdType\":2}]}}",
    },
    Route {
        operation: "set_callback",
        path: "/v4/call_config/set_callback",
        effect: Effect::Idempotent,
        rate_limit: 200,
        error_codes: &[100001, 100002],
        request_schema: "{\"type\":\"object\",\"required\":[\"Url\",\"CallbackCommandList\"],\"properties\":{\"Url\":{\"type\":\"string\",\"minLength\":1},\"CallbackCommandList\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/WebhookCommand\"}}},\"$defs\":{\"WebhookCommand\":{\"type\":\"string\",\"enum\":[\"Call.CallbackAfterStartCall\",\"Call.CallbackAfterEndCall\",\"Call.CallbackAfterMemberChanged\"]}}}",
        answer_example: "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0,\"RequestId\":\"Id-8c9858f01e954611ae2d4c1b1ed7d583-O-Seq-52720\"}",
    },
    Route {
        operation: "get_callback",
        path: "/v4/call_config/get_callback",
        effect: Effect::Read,
        rate_limit: 200,
        error_codes: &[100001, 100002, 100301],
        request_schema: "{\"type\":\"object\"}",
        answer_example: "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0,\"RequestId\":\"Id-1cc8828fd3d84795ac866ced43b15b5c-O-Seq-61309\",\"Response\":{\"Url\":\"http://www.example.com/callback\",\"CallbackCommandList\":[\"Call.CallbackAfterStartCall\",\"Call.CallbackAfterEndCall\"]}}",
    },
    Route {
        operation: "delete_callback",
        path: "/v4/call_config/delete_callback",
        effect: Effect::Idempotent,
        rate_limit: 200,
        error_codes: &[100001, 100002],
        request_schema: "{\"type\":\"object\"}",
        answer_example: "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0,\"RequestId\":\"Id-8c9858f01e954611ae2d4c1b1ed7d583-O-Seq-52720\"}",
    },
];

/// Every code of the catalogue, sorted by code.
pub static CODES: &[CodeMeaning] = &[
    CodeMeaning {
        code: 60002,
        name: "HttpParseError",
        meaning: "The HTTP request could not be parsed.",
    },
    CodeMeaning {
        code: 60003,
        name: "JsonParseError",
        meaning: "The body is not valid JSON. In the client SDK of the vendor's UI kit the same number means a missing microphone.",
    },
    CodeMeaning {
        code: 60004,
        name: "AccountOrSignatureError",
        meaning: "Older text: account or signature in URL or body is wrong. Newer text: the account check failed, try later (C-21). In the client SDK of the vendor's UI kit the same number means a missing camera.",
    },
    CodeMeaning {
        code: 60005,
        name: "AccountOrSignatureError2",
        meaning: "The same two texts as 60004: wrong account or signature, or a failed account check (C-21).",
    },
    CodeMeaning {
        code: 60006,
        name: "InvalidSdkAppId",
        meaning: "The SDKAppID is invalid. The newest table no longer lists it (C-21); in the client SDK of the vendor's UI kit the same number means an unsupported browser.",
    },
    CodeMeaning {
        code: 60007,
        name: "RestRateLimited",
        meaning: "The command was called more often than allowed.",
    },
    CodeMeaning {
        code: 60008,
        name: "TimeoutOrBadFormat",
        meaning: "A service timed out, or the form of the request is wrong.",
    },
    CodeMeaning {
        code: 60009,
        name: "BadResource",
        meaning: "The requested resource is wrong.",
    },
    CodeMeaning {
        code: 60010,
        name: "AdminRequired",
        meaning: "The identifier is not an administrator of the application.",
    },
    CodeMeaning {
        code: 60011,
        name: "SdkAppIdRateLimited",
        meaning: "The application sends more requests than allowed. The newest table no longer lists it (C-21).",
    },
    CodeMeaning {
        code: 60012,
        name: "MissingSdkAppId",
        meaning: "The query parameter `sdkappid` is missing.",
    },
    CodeMeaning {
        code: 60013,
        name: "ResponseJsonParseError",
        meaning: "The gateway could not parse the answer of the service behind it.",
    },
    CodeMeaning {
        code: 60014,
        name: "AccountCheckTimeout",
        meaning: "Checking the account (newer text) or exchanging its credential (older text) timed out (C-21).",
    },
    CodeMeaning {
        code: 60015,
        name: "BodyAccountType",
        meaning: "An account in the body is wrong, for example a number in place of a string.",
    },
    CodeMeaning {
        code: 60016,
        name: "SdkAppIdDisabled",
        meaning: "The SDKAppID is disabled.",
    },
    CodeMeaning {
        code: 60017,
        name: "RequestDisabled",
        meaning: "This request is disabled.",
    },
    CodeMeaning {
        code: 60018,
        name: "TooFrequent",
        meaning: "Requests are too frequent. Chat uses the number for its search quota too.",
    },
    CodeMeaning {
        code: 60019,
        name: "TooFrequent2",
        meaning: "Requests are too frequent. The newest table no longer lists it (C-21).",
    },
    CodeMeaning {
        code: 60020,
        name: "PackageExpired",
        meaning: "The package or feature is missing or expired, or the account is in arrears (newer text); older text: the Professional package expired (C-21). Chat uses the number for its search package too.",
    },
    CodeMeaning {
        code: 60021,
        name: "CallerIpForbidden",
        meaning: "The network address of the caller is not allowed.",
    },
    CodeMeaning {
        code: 60025,
        name: "UrlParameterMismatch",
        meaning: "One of `sdkappid`, `identifier`, `usersig` and `contenttype` in the URL is wrong. Only the newest table lists it (C-21).",
    },
    CodeMeaning {
        code: 60026,
        name: "WrongSite",
        meaning: "The host does not belong to the site of the application. Only the newest table lists it (C-21).",
    },
    CodeMeaning {
        code: 60027,
        name: "WrongProduct",
        meaning: "The command does not belong to the product that the application uses. Only the newest table lists it (C-21).",
    },
    CodeMeaning {
        code: 60028,
        name: "TrialQuotaExceeded",
        meaning: "The trial edition's quota of requests in 24 hours is used up. Only the newest table lists it (C-21).",
    },
    CodeMeaning {
        code: 70001,
        name: "UserSigExpired",
        meaning: "The UserSig has expired. The deprecated call commands used this and the next numbers up to 70009 with other meanings.",
    },
    CodeMeaning {
        code: 70002,
        name: "UserSigEmpty",
        meaning: "The UserSig is empty.",
    },
    CodeMeaning {
        code: 70003,
        name: "UserSigInvalid",
        meaning: "The UserSig is invalid, often because it was cut off.",
    },
    CodeMeaning {
        code: 70004,
        name: "UserSigInvalid4",
        meaning: "The check of the UserSig failed, often because it was cut off.",
    },
    CodeMeaning {
        code: 70005,
        name: "UserSigInvalid5",
        meaning: "The check of the UserSig failed.",
    },
    CodeMeaning {
        code: 70006,
        name: "UserSigInvalid6",
        meaning: "The check of the UserSig failed.",
    },
    CodeMeaning {
        code: 70007,
        name: "UserSigInvalid7",
        meaning: "The check of the UserSig failed.",
    },
    CodeMeaning {
        code: 70008,
        name: "UserSigInvalid8",
        meaning: "The check of the UserSig failed.",
    },
    CodeMeaning {
        code: 70009,
        name: "UserSigWrongKey",
        meaning: "The check of the UserSig failed, probably because it was made with the key of another application.",
    },
    CodeMeaning {
        code: 70010,
        name: "UserSigInvalid10",
        meaning: "The check of the UserSig failed.",
    },
    CodeMeaning {
        code: 70013,
        name: "UserSigIdentifierMismatch",
        meaning: "The identifier of the request differs from the one inside the UserSig.",
    },
    CodeMeaning {
        code: 70014,
        name: "UserSigSdkAppIdMismatch",
        meaning: "The SDKAppID of the request differs from the one inside the UserSig.",
    },
    CodeMeaning {
        code: 70015,
        name: "NoVerificationMethod",
        meaning: "No method of verification is known for this application and kind of account.",
    },
    CodeMeaning {
        code: 70016,
        name: "KeyMissing",
        meaning: "The application has no key for checking UserSigs.",
    },
    CodeMeaning {
        code: 70017,
        name: "ThirdPartyTicketTimeout",
        meaning: "Checking a third-party ticket timed out.",
    },
    CodeMeaning {
        code: 70018,
        name: "ThirdPartyTicketInternal",
        meaning: "Checking a third-party ticket failed inside the service.",
    },
    CodeMeaning {
        code: 70019,
        name: "TicketEmpty",
        meaning: "The ticket of the request is empty.",
    },
    CodeMeaning {
        code: 70020,
        name: "SdkAppIdUnknown",
        meaning: "The SDKAppID is not known to this site.",
    },
    CodeMeaning {
        code: 70050,
        name: "TooManyUserSigFailures",
        meaning: "UserSigs failed too often.",
    },
    CodeMeaning {
        code: 70051,
        name: "AccountBlocked",
        meaning: "The account is on the blocklist.",
    },
    CodeMeaning {
        code: 70052,
        name: "UserSigInvalidated",
        meaning: "The UserSig was invalidated.",
    },
    CodeMeaning {
        code: 70101,
        name: "EmptyRequest",
        meaning: "The request is empty.",
    },
    CodeMeaning {
        code: 70102,
        name: "AccountTypeWrong2",
        meaning: "The kind of account in the request is wrong.",
    },
    CodeMeaning {
        code: 70103,
        name: "PhoneFormat",
        meaning: "A telephone number has the wrong form.",
    },
    CodeMeaning {
        code: 70104,
        name: "MailFormat",
        meaning: "A mail address has the wrong form.",
    },
    CodeMeaning {
        code: 70105,
        name: "TlsAccountFormat",
        meaning: "The name of a TLS account has the wrong form.",
    },
    CodeMeaning {
        code: 70106,
        name: "AccountFormat",
        meaning: "The name of an account has an illegal form.",
    },
    CodeMeaning {
        code: 70107,
        name: "AccountNotFound",
        meaning: "The account is not registered with the application.",
    },
    CodeMeaning {
        code: 70113,
        name: "BatchSizeInvalid",
        meaning: "The number of accounts in the request is not allowed.",
    },
    CodeMeaning {
        code: 70114,
        name: "SecurityRestricted",
        meaning: "The request is restricted for security reasons.",
    },
    CodeMeaning {
        code: 70115,
        name: "NotDeveloperUin",
        meaning: "The internal number is not that of the owner of the application.",
    },
    CodeMeaning {
        code: 70140,
        name: "SdkAppIdAccountTypeMismatch",
        meaning: "Application and kind of account do not fit together.",
    },
    CodeMeaning {
        code: 70145,
        name: "AccountTypeWrong",
        meaning: "The kind of account is wrong.",
    },
    CodeMeaning {
        code: 70169,
        name: "AccountTimeout",
        meaning: "The account service timed out or failed inside.",
    },
    CodeMeaning {
        code: 70201,
        name: "AccountInternal201",
        meaning: "The account service failed inside.",
    },
    CodeMeaning {
        code: 70202,
        name: "AccountInternalTimeout",
        meaning: "The account service timed out or failed inside.",
    },
    CodeMeaning {
        code: 70203,
        name: "AccountInternal203",
        meaning: "The account service failed inside.",
    },
    CodeMeaning {
        code: 70204,
        name: "AccountTypeMapping",
        meaning: "The application has no kind of account.",
    },
    CodeMeaning {
        code: 70205,
        name: "AccountTypeLookupFailed",
        meaning: "Looking up the kind of account failed.",
    },
    CodeMeaning {
        code: 70206,
        name: "AccountBatchSize",
        meaning: "The number of accounts in the request is wrong.",
    },
    CodeMeaning {
        code: 70207,
        name: "AccountInternal207",
        meaning: "The account service failed inside.",
    },
    CodeMeaning {
        code: 70208,
        name: "AccountInternal208",
        meaning: "The account service failed inside.",
    },
    CodeMeaning {
        code: 70209,
        name: "DeveloperUinFlag",
        meaning: "The mark of the owner's number could not be read.",
    },
    CodeMeaning {
        code: 70210,
        name: "NotDeveloperUin2",
        meaning: "The internal number in the request is not that of an owner.",
    },
    CodeMeaning {
        code: 70211,
        name: "IllegalUin",
        meaning: "The internal number in the request is illegal.",
    },
    CodeMeaning {
        code: 70212,
        name: "AccountInternal212",
        meaning: "The account service failed inside.",
    },
    CodeMeaning {
        code: 70213,
        name: "AccountInternalData",
        meaning: "Access to internal data failed.",
    },
    CodeMeaning {
        code: 70214,
        name: "AccountInternalTicket",
        meaning: "The check of an internal ticket failed.",
    },
    CodeMeaning {
        code: 70221,
        name: "LoginStateInvalid",
        meaning: "The login state is invalid.",
    },
    CodeMeaning {
        code: 70222,
        name: "AccountInternal222",
        meaning: "The account service failed inside.",
    },
    CodeMeaning {
        code: 70225,
        name: "AccountInternal225",
        meaning: "The account service failed inside.",
    },
    CodeMeaning {
        code: 70231,
        name: "AccountInternal231",
        meaning: "The account service failed inside.",
    },
    CodeMeaning {
        code: 70236,
        name: "SignatureVerifyFailed",
        meaning: "The verification of the UserSig failed.",
    },
    CodeMeaning {
        code: 70308,
        name: "AccountInternal308",
        meaning: "The account service failed inside.",
    },
    CodeMeaning {
        code: 70346,
        name: "TicketCheckFailed",
        meaning: "The check of the ticket failed.",
    },
    CodeMeaning {
        code: 70347,
        name: "TicketExpired",
        meaning: "The ticket has expired.",
    },
    CodeMeaning {
        code: 70348,
        name: "AccountInternal348",
        meaning: "The account service failed inside.",
    },
    CodeMeaning {
        code: 70362,
        name: "AccountInternalTimeout2",
        meaning: "An internal time-out occurred.",
    },
    CodeMeaning {
        code: 70398,
        name: "AccountLimitReached",
        meaning: "The application has as many accounts as its edition allows.",
    },
    CodeMeaning {
        code: 70399,
        name: "AccountRecentlyDeleted",
        meaning: "An account that was deleted a moment ago cannot be imported again yet.",
    },
    CodeMeaning {
        code: 70401,
        name: "AccountInternal401",
        meaning: "The account service failed inside.",
    },
    CodeMeaning {
        code: 70402,
        name: "AccountInvalidParameter",
        meaning: "A parameter is invalid.",
    },
    CodeMeaning {
        code: 70403,
        name: "AccountAdminRequired",
        meaning: "The request needs an administrator of the application.",
    },
    CodeMeaning {
        code: 70404,
        name: "SdkVersionTooLow",
        meaning: "The client SDK is too old for this.",
    },
    CodeMeaning {
        code: 70500,
        name: "AccountServiceInternal",
        meaning: "The service failed inside.",
    },
    CodeMeaning {
        code: 71000,
        name: "AccountDeleteUnsupported",
        meaning: "The edition of the application does not support deleting accounts.",
    },
    CodeMeaning {
        code: 72000,
        name: "DauQuota",
        meaning: "The quota of daily active users is reached.",
    },
    CodeMeaning {
        code: 72001,
        name: "FeatureOff",
        meaning: "The feature is not switched on or not in the package.",
    },
    CodeMeaning {
        code: 72002,
        name: "MauQuota",
        meaning: "The quota of monthly active users is reached.",
    },
    CodeMeaning {
        code: 72010,
        name: "PerUserRateLimited",
        meaning: "One user exceeded the rate limit.",
    },
    CodeMeaning {
        code: 72011,
        name: "FeatureOff11",
        meaning: "The feature is not switched on or not in the package.",
    },
    CodeMeaning {
        code: 72012,
        name: "FeatureOff12",
        meaning: "The feature is not switched on or not in the package.",
    },
    CodeMeaning {
        code: 100001,
        name: "ConfigInternal",
        meaning: "The configuration service failed inside.",
    },
    CodeMeaning {
        code: 100002,
        name: "ConfigInvalidParameter",
        meaning: "A parameter about webhooks is invalid.",
    },
    CodeMeaning {
        code: 100301,
        name: "CallbackNotConfigured",
        meaning: "No webhook configuration exists.",
    },
    CodeMeaning {
        code: 101001,
        name: "CallInternal",
        meaning: "The call service failed inside.",
    },
    CodeMeaning {
        code: 101002,
        name: "CallInvalidParameter",
        meaning: "A parameter is invalid.",
    },
    CodeMeaning {
        code: 101004,
        name: "CallNotFound",
        meaning: "The call does not exist or has ended.",
    },
    CodeMeaning {
        code: 101050,
        name: "RecordNotFound",
        meaning: "The record of the call does not exist or, within about five seconds after the end, not yet.",
    },
];

/// The hosts of the vendor's sites and of their backups, in the contract's order.
pub static HOSTS: &[&str] = &[
    "console.tim.qq.com",
    "adminapi.my-imcloud.com",
    "adminapisgp.im.qcloud.com",
    "adminapisgp.my-imcloud.com",
    "adminapikr.im.qcloud.com",
    "adminapikr.my-imcloud.com",
    "adminapiger.im.qcloud.com",
    "adminapiger.my-imcloud.com",
    "adminapiusa.im.qcloud.com",
    "adminapiusa.my-imcloud.com",
    "adminapiidn.im.qcloud.com",
    "adminapiidn.my-imcloud.com",
    "adminapijpn.im.qcloud.com",
    "adminapijpn.my-imcloud.com",
    "adminapiind.im.qcloud.com",
    "adminapiind.my-imcloud.com",
    "adminapiksa.im.qcloud.com",
    "adminapiksa.my-imcloud.com",
];
