// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

#[allow(unused_imports)]
use super::*;

/// How callees whose app is not running are notified. Everything is optional; the Call pages refer to
/// the definition of Chat, which keeps growing. A fault is 90043 in Chat, and how Call reports it is
/// undocumented.
///
/// Source: 1047/77715, 1047/33527, 269/128209.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct OfflinePushInfo {
    /// Whether devices that are offline get a push, 0 for yes and 1 for no.
    ///
    /// From 0 to 1.
    #[serde(rename = "PushFlag", skip_serializing_if = "::std::option::Option::is_none")]
    pub push_flag: ::std::option::Option<i64>,
    /// Title of the push.
    #[serde(rename = "Title", skip_serializing_if = "::std::option::Option::is_none")]
    pub title: ::std::option::Option<::std::string::String>,
    /// Text of the push. Keep it and `Ext` together within 3 KB, because APNs allows 4 KB in all.
    #[serde(rename = "Desc", skip_serializing_if = "::std::option::Option::is_none")]
    pub desc: ::std::option::Option<::std::string::String>,
    /// Title and text for each language, with `Title` and `Desc` as the fallback. Clients before SDK
    /// 8.5.6870 do not know it.
    #[serde(
        rename = "MultiLanguageContent",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub multi_language_content: ::std::option::Option<
        ::std::vec::Vec<OfflinePushLanguage>,
    >,
    /// Text passed through to the client, which should be JSON. It stays a string, escaped once; a sample
    /// escapes it twice (C-5).
    #[serde(rename = "Ext", skip_serializing_if = "::std::option::Option::is_none")]
    pub ext: ::std::option::Option<::std::string::String>,
    /// What only Android devices heed, mostly by maker.
    #[serde(
        rename = "AndroidInfo",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub android_info: ::std::option::Option<OfflinePushAndroid>,
    /// What only Apple devices heed.
    #[serde(rename = "ApnsInfo", skip_serializing_if = "::std::option::Option::is_none")]
    pub apns_info: ::std::option::Option<OfflinePushApns>,
    /// What only Harmony devices heed.
    #[serde(
        rename = "HarmonyInfo",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub harmony_info: ::std::option::Option<OfflinePushHarmony>,
    /// Adds to the number on the icon (APNs, Huawei, Honor, Harmony). `BadgeSetNum` wins over it; without
    /// either, APNs follows `BadgeMode` and the others add 1.
    ///
    /// From 1 to 99.
    #[serde(
        rename = "BadgeAddNum",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub badge_add_num: ::std::option::Option<i64>,
    /// Sets the number on the icon. Huawei, Honor and Harmony take at most 99.
    ///
    /// From 0 to 999.
    #[serde(
        rename = "BadgeSetNum",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub badge_set_num: ::std::option::Option<i64>,
    /// Identifier of a push template, such as `1400000000-1`. Templates with system variables are for Chat
    /// only.
    #[serde(
        rename = "PushTemplateId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub push_template_id: ::std::option::Option<::std::string::String>,
    /// Values for the variables of the template. `timTitle`, `timDesc`, `timSenderNick` and `timGroupName`
    /// are reserved names.
    #[serde(
        rename = "PushTemplateParam",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub push_template_param: ::std::option::Option<OfflinePushParameters>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl OfflinePushInfo {
    /// Creates the value with no field set.
    pub fn new() -> Self {
        Self {
            push_flag: None,
            title: None,
            desc: None,
            multi_language_content: None,
            ext: None,
            android_info: None,
            apns_info: None,
            harmony_info: None,
            badge_add_num: None,
            badge_set_num: None,
            push_template_id: None,
            push_template_param: None,
            extra: ::serde_json::Map::new(),
        }
    }
    /// Sets `PushFlag`: whether devices that are offline get a push, 0 for yes and 1 for no.
    ///
    /// From 0 to 1.
    #[must_use]
    pub fn push_flag(mut self, value: i64) -> Self {
        self.push_flag = Some(value);
        self
    }
    /// Sets `Title`: title of the push.
    #[must_use]
    pub fn title(mut self, value: impl Into<String>) -> Self {
        self.title = Some(value.into());
        self
    }
    /// Sets `Desc`: text of the push. Keep it and `Ext` together within 3 KB, because APNs allows 4 KB in
    /// all.
    #[must_use]
    pub fn desc(mut self, value: impl Into<String>) -> Self {
        self.desc = Some(value.into());
        self
    }
    /// Sets `MultiLanguageContent`: title and text for each language, with `Title` and `Desc` as the
    /// fallback. Clients before SDK 8.5.6870 do not know it.
    #[must_use]
    pub fn multi_language_content(
        mut self,
        value: impl IntoIterator<Item = impl Into<OfflinePushLanguage>>,
    ) -> Self {
        self.multi_language_content = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `Ext`: text passed through to the client, which should be JSON. It stays a string, escaped
    /// once; a sample escapes it twice (C-5).
    #[must_use]
    pub fn ext(mut self, value: impl Into<String>) -> Self {
        self.ext = Some(value.into());
        self
    }
    /// Sets `AndroidInfo`: what only Android devices heed, mostly by maker.
    #[must_use]
    pub fn android_info(mut self, value: impl Into<OfflinePushAndroid>) -> Self {
        self.android_info = Some(value.into());
        self
    }
    /// Sets `ApnsInfo`: what only Apple devices heed.
    #[must_use]
    pub fn apns_info(mut self, value: impl Into<OfflinePushApns>) -> Self {
        self.apns_info = Some(value.into());
        self
    }
    /// Sets `HarmonyInfo`: what only Harmony devices heed.
    #[must_use]
    pub fn harmony_info(mut self, value: impl Into<OfflinePushHarmony>) -> Self {
        self.harmony_info = Some(value.into());
        self
    }
    /// Sets `BadgeAddNum`: adds to the number on the icon (APNs, Huawei, Honor, Harmony). `BadgeSetNum`
    /// wins over it; without either, APNs follows `BadgeMode` and the others add 1.
    ///
    /// From 1 to 99.
    #[must_use]
    pub fn badge_add_num(mut self, value: i64) -> Self {
        self.badge_add_num = Some(value);
        self
    }
    /// Sets `BadgeSetNum`: sets the number on the icon. Huawei, Honor and Harmony take at most 99.
    ///
    /// From 0 to 999.
    #[must_use]
    pub fn badge_set_num(mut self, value: i64) -> Self {
        self.badge_set_num = Some(value);
        self
    }
    /// Sets `PushTemplateId`: identifier of a push template, such as `1400000000-1`. Templates with system
    /// variables are for Chat only.
    #[must_use]
    pub fn push_template_id(mut self, value: impl Into<String>) -> Self {
        self.push_template_id = Some(value.into());
        self
    }
    /// Sets `PushTemplateParam`: values for the variables of the template. `timTitle`, `timDesc`,
    /// `timSenderNick` and `timGroupName` are reserved names.
    #[must_use]
    pub fn push_template_param(
        mut self,
        value: impl Into<OfflinePushParameters>,
    ) -> Self {
        self.push_template_param = Some(value.into());
        self
    }
    /// Adds a field the contract does not know.
    #[must_use]
    pub fn with_extra(
        mut self,
        name: impl Into<String>,
        value: impl Into<::serde_json::Value>,
    ) -> Self {
        self.extra.insert(name.into(), value.into());
        self
    }
    /// Checks every rule of the contract: ranges, lengths, bytes, characters.
    ///
    /// # Errors
    ///
    /// All rules that are broken, each with the name of its field.
    pub fn validate(&self) -> Result<(), crate::validate::ValidationError> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for OfflinePushInfo {
    fn check(&self, checks: &mut crate::validate::Checks) {
        if let Some(value) = &self.push_flag {
            checks.integer("PushFlag", *value, Some(0), Some(1));
        }
        if let Some(value) = &self.multi_language_content {
            checks
                .each(
                    "MultiLanguageContent",
                    value,
                    |checks, value| {
                        checks.object("", value);
                    },
                );
        }
        if let Some(value) = &self.android_info {
            checks.object("AndroidInfo", value);
        }
        if let Some(value) = &self.apns_info {
            checks.object("ApnsInfo", value);
        }
        if let Some(value) = &self.harmony_info {
            checks.object("HarmonyInfo", value);
        }
        if let Some(value) = &self.badge_add_num {
            checks.integer("BadgeAddNum", *value, Some(1), Some(99));
        }
        if let Some(value) = &self.badge_set_num {
            checks.integer("BadgeSetNum", *value, Some(0), Some(999));
        }
        let _ = checks;
    }
}

/// Title and text of a push in one language.
///
/// Source: 1047/77715.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct OfflinePushLanguage {
    /// Language of this entry. The spelling of the values is undocumented.
    #[serde(rename = "Language", skip_serializing_if = "::std::option::Option::is_none")]
    pub language: ::std::option::Option<::std::string::String>,
    /// Title of the push in this language.
    #[serde(rename = "Title", skip_serializing_if = "::std::option::Option::is_none")]
    pub title: ::std::option::Option<::std::string::String>,
    /// Text of the push in this language.
    #[serde(rename = "Desc", skip_serializing_if = "::std::option::Option::is_none")]
    pub desc: ::std::option::Option<::std::string::String>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl OfflinePushLanguage {
    /// Creates the value with no field set.
    pub fn new() -> Self {
        Self {
            language: None,
            title: None,
            desc: None,
            extra: ::serde_json::Map::new(),
        }
    }
    /// Sets `Language`: language of this entry. The spelling of the values is undocumented.
    #[must_use]
    pub fn language(mut self, value: impl Into<String>) -> Self {
        self.language = Some(value.into());
        self
    }
    /// Sets `Title`: title of the push in this language.
    #[must_use]
    pub fn title(mut self, value: impl Into<String>) -> Self {
        self.title = Some(value.into());
        self
    }
    /// Sets `Desc`: text of the push in this language.
    #[must_use]
    pub fn desc(mut self, value: impl Into<String>) -> Self {
        self.desc = Some(value.into());
        self
    }
    /// Adds a field the contract does not know.
    #[must_use]
    pub fn with_extra(
        mut self,
        name: impl Into<String>,
        value: impl Into<::serde_json::Value>,
    ) -> Self {
        self.extra.insert(name.into(), value.into());
        self
    }
    /// Checks every rule of the contract: ranges, lengths, bytes, characters.
    ///
    /// # Errors
    ///
    /// All rules that are broken, each with the name of its field.
    pub fn validate(&self) -> Result<(), crate::validate::ValidationError> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for OfflinePushLanguage {
    fn check(&self, checks: &mut crate::validate::Checks) {
        let _ = checks;
    }
}

/// Names with their values, to be filled into a text.
///
/// Source: 1047/77715.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[serde(transparent)]
pub struct OfflinePushParameters(
    pub ::serde_json::Map<::std::string::String, ::serde_json::Value>,
);

impl ::std::ops::Deref for OfflinePushParameters {
    type Target = ::serde_json::Map<::std::string::String, ::serde_json::Value>;
    fn deref(&self) -> &::serde_json::Map<::std::string::String, ::serde_json::Value> {
        &self.0
    }
}

impl ::std::convert::From<OfflinePushParameters>
for ::serde_json::Map<::std::string::String, ::serde_json::Value> {
    fn from(value: OfflinePushParameters) -> Self {
        value.0
    }
}

impl ::std::convert::From<::serde_json::Map<::std::string::String, ::serde_json::Value>>
for OfflinePushParameters {
    fn from(
        value: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    ) -> Self {
        Self(value)
    }
}

impl OfflinePushParameters {
    /// Creates the value; the contract knows no field of it.
    pub fn new() -> Self {
        Self::default()
    }
    /// Adds a field the contract does not know.
    #[must_use]
    pub fn with_extra(
        mut self,
        name: impl Into<String>,
        value: impl Into<::serde_json::Value>,
    ) -> Self {
        self.0.insert(name.into(), value.into());
        self
    }
    /// Checks every rule of the contract; there is none.
    ///
    /// # Errors
    ///
    /// None.
    pub fn validate(&self) -> Result<(), crate::validate::ValidationError> {
        Ok(())
    }
}

impl crate::validate::Validate for OfflinePushParameters {
    fn check(&self, _: &mut crate::validate::Checks) {}
}

/// What only Android devices heed, mostly by maker.
///
/// Source: 1047/77715, 1047/33527.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct OfflinePushAndroid {
    /// Name of the ring tone without its ending, a raw resource of the app.
    #[serde(rename = "Sound", skip_serializing_if = "::std::option::Option::is_none")]
    pub sound: ::std::option::Option<::std::string::String>,
    /// Style of the notification on Huawei, Honor and OPPO. What 1 looks like is undocumented.
    ///
    /// From 0 to 1; Default 0.
    #[serde(
        rename = "PushStyle",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub push_style: ::std::option::Option<i64>,
    /// Notification channel on Xiaomi.
    #[serde(
        rename = "XiaoMiChannelID",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub xiao_mi_channel_id: ::std::option::Option<::std::string::String>,
    /// Notification channel on OPPO.
    #[serde(
        rename = "OPPOChannelID",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub oppo_channel_id: ::std::option::Option<::std::string::String>,
    /// Category of the message on OPPO.
    #[serde(
        rename = "OPPOCategory",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub oppo_category: ::std::option::Option<::std::string::String>,
    /// Level of the reminder on OPPO. It needs `OPPOCategory`.
    #[serde(
        rename = "OPPONotifyLevel",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub oppo_notify_level: ::std::option::Option<
        crate::types::OfflinePushOppoNotifyLevel,
    >,
    /// Template of a private message on OPPO.
    #[serde(
        rename = "OPPOPrivateMsgTemplateId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub oppo_private_msg_template_id: ::std::option::Option<::std::string::String>,
    /// Values for the title of the OPPO template.
    #[serde(
        rename = "OPPOPrivateTitleParameters",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub oppo_private_title_parameters: ::std::option::Option<OfflinePushParameters>,
    /// Values for the text of the OPPO template.
    #[serde(
        rename = "OPPOPrivateContentParameters",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub oppo_private_content_parameters: ::std::option::Option<OfflinePushParameters>,
    /// Class of the message on vivo. Superseded by `VIVOCategory`.
    ///
    /// From 0 to 1; Default 1.
    #[serde(
        rename = "VIVOClassification",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub vivo_classification: ::std::option::Option<i64>,
    /// Category of the message on vivo.
    #[serde(
        rename = "VIVOCategory",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub vivo_category: ::std::option::Option<::std::string::String>,
    /// How a vivo device draws attention. The server takes 4 if it is absent.
    #[serde(
        rename = "VIVONotifyType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub vivo_notify_type: ::std::option::Option<crate::Text>,
    /// Importance of the message on Huawei.
    ///
    /// Default "NORMAL".
    #[serde(
        rename = "HuaWeiImportance",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub hua_wei_importance: ::std::option::Option<crate::types::OfflinePushImportance>,
    /// Category of the message on Huawei.
    #[serde(
        rename = "HuaWeiCategory",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub hua_wei_category: ::std::option::Option<::std::string::String>,
    /// Address (https) of a picture below 512 KB, for Huawei.
    #[serde(
        rename = "HuaWeiImage",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub hua_wei_image: ::std::option::Option<::std::string::String>,
    /// Notification channel on Huawei, from EMUI 10 on.
    #[serde(
        rename = "HuaWeiChannelID",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub hua_wei_channel_id: ::std::option::Option<::std::string::String>,
    /// Address (https) of a picture below 512 KB, for Honor.
    #[serde(
        rename = "HonorImage",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub honor_image: ::std::option::Option<::std::string::String>,
    /// Importance of the message on Honor.
    #[serde(
        rename = "HonorImportance",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub honor_importance: ::std::option::Option<crate::types::OfflinePushImportance>,
    /// Picture (JPG, JPEG or PNG) of at most 1 MB, for Google's service.
    #[serde(
        rename = "GoogleImage",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub google_image: ::std::option::Option<::std::string::String>,
    /// Priority of the message in Google's service.
    #[serde(
        rename = "GooglePriority",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub google_priority: ::std::option::Option<crate::types::OfflinePushGooglePriority>,
    /// Notification channel in Google's service, from Android 8 on.
    #[serde(
        rename = "GoogleChannelID",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub google_channel_id: ::std::option::Option<::std::string::String>,
    /// Kind of the message on Meizu, 0 public and 1 private.
    ///
    /// From 0 to 1.
    #[serde(
        rename = "MeiZuNoticeMsgType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub mei_zu_notice_msg_type: ::std::option::Option<i64>,
    /// With 1, `Ext` is handed to the intent on Huawei (inferred from the name). Only the older document
    /// has it.
    ///
    /// From 0 to 1; Default 0.
    #[serde(
        rename = "ExtAsHuaweiIntentParam",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub ext_as_huawei_intent_param: ::std::option::Option<i64>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl OfflinePushAndroid {
    /// Creates the value with no field set.
    pub fn new() -> Self {
        Self {
            sound: None,
            push_style: None,
            xiao_mi_channel_id: None,
            oppo_channel_id: None,
            oppo_category: None,
            oppo_notify_level: None,
            oppo_private_msg_template_id: None,
            oppo_private_title_parameters: None,
            oppo_private_content_parameters: None,
            vivo_classification: None,
            vivo_category: None,
            vivo_notify_type: None,
            hua_wei_importance: None,
            hua_wei_category: None,
            hua_wei_image: None,
            hua_wei_channel_id: None,
            honor_image: None,
            honor_importance: None,
            google_image: None,
            google_priority: None,
            google_channel_id: None,
            mei_zu_notice_msg_type: None,
            ext_as_huawei_intent_param: None,
            extra: ::serde_json::Map::new(),
        }
    }
    /// Sets `Sound`: name of the ring tone without its ending, a raw resource of the app.
    #[must_use]
    pub fn sound(mut self, value: impl Into<String>) -> Self {
        self.sound = Some(value.into());
        self
    }
    /// Sets `PushStyle`: style of the notification on Huawei, Honor and OPPO. What 1 looks like is
    /// undocumented.
    ///
    /// From 0 to 1; Default 0.
    #[must_use]
    pub fn push_style(mut self, value: i64) -> Self {
        self.push_style = Some(value);
        self
    }
    /// Sets `XiaoMiChannelID`: notification channel on Xiaomi.
    #[must_use]
    pub fn xiao_mi_channel_id(mut self, value: impl Into<String>) -> Self {
        self.xiao_mi_channel_id = Some(value.into());
        self
    }
    /// Sets `OPPOChannelID`: notification channel on OPPO.
    #[must_use]
    pub fn oppo_channel_id(mut self, value: impl Into<String>) -> Self {
        self.oppo_channel_id = Some(value.into());
        self
    }
    /// Sets `OPPOCategory`: category of the message on OPPO.
    #[must_use]
    pub fn oppo_category(mut self, value: impl Into<String>) -> Self {
        self.oppo_category = Some(value.into());
        self
    }
    /// Sets `OPPONotifyLevel`: level of the reminder on OPPO. It needs `OPPOCategory`.
    #[must_use]
    pub fn oppo_notify_level(
        mut self,
        value: impl Into<OfflinePushOppoNotifyLevel>,
    ) -> Self {
        self.oppo_notify_level = Some(value.into());
        self
    }
    /// Sets `OPPOPrivateMsgTemplateId`: template of a private message on OPPO.
    #[must_use]
    pub fn oppo_private_msg_template_id(mut self, value: impl Into<String>) -> Self {
        self.oppo_private_msg_template_id = Some(value.into());
        self
    }
    /// Sets `OPPOPrivateTitleParameters`: values for the title of the OPPO template.
    #[must_use]
    pub fn oppo_private_title_parameters(
        mut self,
        value: impl Into<OfflinePushParameters>,
    ) -> Self {
        self.oppo_private_title_parameters = Some(value.into());
        self
    }
    /// Sets `OPPOPrivateContentParameters`: values for the text of the OPPO template.
    #[must_use]
    pub fn oppo_private_content_parameters(
        mut self,
        value: impl Into<OfflinePushParameters>,
    ) -> Self {
        self.oppo_private_content_parameters = Some(value.into());
        self
    }
    /// Sets `VIVOClassification`: class of the message on vivo. Superseded by `VIVOCategory`.
    ///
    /// From 0 to 1; Default 1.
    #[must_use]
    pub fn vivo_classification(mut self, value: i64) -> Self {
        self.vivo_classification = Some(value);
        self
    }
    /// Sets `VIVOCategory`: category of the message on vivo.
    #[must_use]
    pub fn vivo_category(mut self, value: impl Into<String>) -> Self {
        self.vivo_category = Some(value.into());
        self
    }
    /// Sets `VIVONotifyType`: how a vivo device draws attention. The server takes 4 if it is absent.
    #[must_use]
    pub fn vivo_notify_type(
        mut self,
        value: impl Into<OfflinePushVivoNotifyType>,
    ) -> Self {
        self.vivo_notify_type = Some(value.into());
        self
    }
    /// Sets `HuaWeiImportance`: importance of the message on Huawei.
    ///
    /// Default "NORMAL".
    #[must_use]
    pub fn hua_wei_importance(
        mut self,
        value: impl Into<OfflinePushImportance>,
    ) -> Self {
        self.hua_wei_importance = Some(value.into());
        self
    }
    /// Sets `HuaWeiCategory`: category of the message on Huawei.
    #[must_use]
    pub fn hua_wei_category(mut self, value: impl Into<String>) -> Self {
        self.hua_wei_category = Some(value.into());
        self
    }
    /// Sets `HuaWeiImage`: address (https) of a picture below 512 KB, for Huawei.
    #[must_use]
    pub fn hua_wei_image(mut self, value: impl Into<String>) -> Self {
        self.hua_wei_image = Some(value.into());
        self
    }
    /// Sets `HuaWeiChannelID`: notification channel on Huawei, from EMUI 10 on.
    #[must_use]
    pub fn hua_wei_channel_id(mut self, value: impl Into<String>) -> Self {
        self.hua_wei_channel_id = Some(value.into());
        self
    }
    /// Sets `HonorImage`: address (https) of a picture below 512 KB, for Honor.
    #[must_use]
    pub fn honor_image(mut self, value: impl Into<String>) -> Self {
        self.honor_image = Some(value.into());
        self
    }
    /// Sets `HonorImportance`: importance of the message on Honor.
    #[must_use]
    pub fn honor_importance(mut self, value: impl Into<OfflinePushImportance>) -> Self {
        self.honor_importance = Some(value.into());
        self
    }
    /// Sets `GoogleImage`: picture (JPG, JPEG or PNG) of at most 1 MB, for Google's service.
    #[must_use]
    pub fn google_image(mut self, value: impl Into<String>) -> Self {
        self.google_image = Some(value.into());
        self
    }
    /// Sets `GooglePriority`: priority of the message in Google's service.
    #[must_use]
    pub fn google_priority(
        mut self,
        value: impl Into<OfflinePushGooglePriority>,
    ) -> Self {
        self.google_priority = Some(value.into());
        self
    }
    /// Sets `GoogleChannelID`: notification channel in Google's service, from Android 8 on.
    #[must_use]
    pub fn google_channel_id(mut self, value: impl Into<String>) -> Self {
        self.google_channel_id = Some(value.into());
        self
    }
    /// Sets `MeiZuNoticeMsgType`: kind of the message on Meizu, 0 public and 1 private.
    ///
    /// From 0 to 1.
    #[must_use]
    pub fn mei_zu_notice_msg_type(mut self, value: i64) -> Self {
        self.mei_zu_notice_msg_type = Some(value);
        self
    }
    /// Sets `ExtAsHuaweiIntentParam`: with 1, `Ext` is handed to the intent on Huawei (inferred from the
    /// name). Only the older document has it.
    ///
    /// From 0 to 1; Default 0.
    #[must_use]
    pub fn ext_as_huawei_intent_param(mut self, value: i64) -> Self {
        self.ext_as_huawei_intent_param = Some(value);
        self
    }
    /// Adds a field the contract does not know.
    #[must_use]
    pub fn with_extra(
        mut self,
        name: impl Into<String>,
        value: impl Into<::serde_json::Value>,
    ) -> Self {
        self.extra.insert(name.into(), value.into());
        self
    }
    /// Checks every rule of the contract: ranges, lengths, bytes, characters.
    ///
    /// # Errors
    ///
    /// All rules that are broken, each with the name of its field.
    pub fn validate(&self) -> Result<(), crate::validate::ValidationError> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for OfflinePushAndroid {
    fn check(&self, checks: &mut crate::validate::Checks) {
        if let Some(value) = &self.push_style {
            checks.integer("PushStyle", *value, Some(0), Some(1));
        }
        if let Some(value) = &self.vivo_classification {
            checks.integer("VIVOClassification", *value, Some(0), Some(1));
        }
        if let Some(value) = &self.mei_zu_notice_msg_type {
            checks.integer("MeiZuNoticeMsgType", *value, Some(0), Some(1));
        }
        if let Some(value) = &self.ext_as_huawei_intent_param {
            checks.integer("ExtAsHuaweiIntentParam", *value, Some(0), Some(1));
        }
        let _ = checks;
    }
}

/// Level of the reminder on OPPO. The sources give the numbers; OPPO's own documents say what they look
/// like.
///
/// Source: 1047/77715.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OfflinePushOppoNotifyLevel {
    /// Lowest level (inferred from the order).
    Level1,
    /// Middle level (inferred from the order).
    Level2,
    /// Highest level (inferred from the order).
    Level16,
    /// A value the contract does not know, as it came.
    Other(crate::Text),
}

impl OfflinePushOppoNotifyLevel {
    /// The values the contract knows.
    pub const KNOWN: &'static [Self] = &[Self::Level1, Self::Level2, Self::Level16];
    /// The value on the wire, unless it is unknown text.
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Level1 => Some(1),
            Self::Level2 => Some(2),
            Self::Level16 => Some(16),
            Self::Other(text) => text.as_integer(),
        }
    }
}

impl From<crate::Text> for OfflinePushOppoNotifyLevel {
    fn from(text: crate::Text) -> Self {
        match text.as_integer() {
            Some(1) => Self::Level1,
            Some(2) => Self::Level2,
            Some(16) => Self::Level16,
            _ => Self::Other(text),
        }
    }
}

impl From<i64> for OfflinePushOppoNotifyLevel {
    fn from(number: i64) -> Self {
        Self::from(crate::Text::from(number))
    }
}

impl ::std::fmt::Display for OfflinePushOppoNotifyLevel {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match self {
            Self::Level1 => f.write_str("1"),
            Self::Level2 => f.write_str("2"),
            Self::Level16 => f.write_str("16"),
            Self::Other(text) => ::std::fmt::Display::fmt(text, f),
        }
    }
}

impl ::serde::Serialize for OfflinePushOppoNotifyLevel {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match self {
            Self::Level1 => serializer.serialize_i64(1),
            Self::Level2 => serializer.serialize_i64(2),
            Self::Level16 => serializer.serialize_i64(16),
            Self::Other(text) => text.serialize(serializer),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for OfflinePushOppoNotifyLevel {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for OfflinePushOppoNotifyLevel {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "OfflinePushOppoNotifyLevel".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type" : "integer", "enum" : [1, 2, 16] })
    }
}

/// How a vivo device draws attention: 1 not at all, 2 by ringing, 3 by vibrating, 4 by both. A string
/// in the document and an integer in a third party's SDK; send the string, accept both.
///
/// Source: 1047/77715, 1047/33527.
pub type OfflinePushVivoNotifyType = crate::Text;

/// Importance of a message on Huawei and Honor.
///
/// Source: 1047/77715, 1047/33527.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OfflinePushImportance {
    /// Information or marketing; shown without fuss (inferred).
    Low,
    /// Service or communication; shown like any message (inferred).
    Normal,
    /// A value the contract does not know, as it came.
    Other(crate::Text),
}

impl OfflinePushImportance {
    /// The values the contract knows.
    pub const KNOWN: &'static [Self] = &[Self::Low, Self::Normal];
    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Low => "LOW",
            Self::Normal => "NORMAL",
            Self::Other(text) => text.as_str(),
        }
    }
}

impl From<crate::Text> for OfflinePushImportance {
    fn from(text: crate::Text) -> Self {
        crate::text::known(&text, &[(&["low"], Self::Low), (&["normal"], Self::Normal)])
            .unwrap_or(Self::Other(text))
    }
}

impl From<&str> for OfflinePushImportance {
    fn from(text: &str) -> Self {
        Self::from(crate::Text::from(text))
    }
}

impl ::std::str::FromStr for OfflinePushImportance {
    type Err = ::std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl ::std::fmt::Display for OfflinePushImportance {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ::serde::Serialize for OfflinePushImportance {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(text) => text.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for OfflinePushImportance {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for OfflinePushImportance {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "OfflinePushImportance".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type" : "string", "enum" : ["LOW", "NORMAL"] })
    }
}

/// Priority of a message in Google's service.
///
/// Source: 1047/77715.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OfflinePushGooglePriority {
    /// Delivered when convenient for the device (inferred).
    Normal,
    /// Delivered at once, if possible (inferred).
    High,
    /// A value the contract does not know, as it came.
    Other(crate::Text),
}

impl OfflinePushGooglePriority {
    /// The values the contract knows.
    pub const KNOWN: &'static [Self] = &[Self::Normal, Self::High];
    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Normal => "normal",
            Self::High => "high",
            Self::Other(text) => text.as_str(),
        }
    }
}

impl From<crate::Text> for OfflinePushGooglePriority {
    fn from(text: crate::Text) -> Self {
        crate::text::known(
                &text,
                &[(&["normal"], Self::Normal), (&["high"], Self::High)],
            )
            .unwrap_or(Self::Other(text))
    }
}

impl From<&str> for OfflinePushGooglePriority {
    fn from(text: &str) -> Self {
        Self::from(crate::Text::from(text))
    }
}

impl ::std::str::FromStr for OfflinePushGooglePriority {
    type Err = ::std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl ::std::fmt::Display for OfflinePushGooglePriority {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ::serde::Serialize for OfflinePushGooglePriority {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(text) => text.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for OfflinePushGooglePriority {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for OfflinePushGooglePriority {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "OfflinePushGooglePriority".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type" : "string", "enum" : ["normal", "high"] })
    }
}

/// What only Apple devices heed.
///
/// Source: 1047/77715, 1047/33527.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct OfflinePushApns {
    /// Whether the push counts on the icon, 0 for yes and 1 for no. Absent means 0 in Chat and 1 in pushes
    /// outside Chat; which of the two holds for Call is undocumented.
    ///
    /// From 0 to 1.
    #[serde(
        rename = "BadgeMode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub badge_mode: ::std::option::Option<i64>,
    /// Title on Apple devices in place of the outer `Title`.
    #[serde(rename = "Title", skip_serializing_if = "::std::option::Option::is_none")]
    pub title: ::std::option::Option<::std::string::String>,
    /// Second line of the title.
    #[serde(rename = "SubTitle", skip_serializing_if = "::std::option::Option::is_none")]
    pub sub_title: ::std::option::Option<::std::string::String>,
    /// Address of a picture.
    #[serde(rename = "Image", skip_serializing_if = "::std::option::Option::is_none")]
    pub image: ::std::option::Option<::std::string::String>,
    /// With 1, an extension of the app may change the push before it is shown (platform's meaning).
    ///
    /// From 0 to 1; Default 0.
    #[serde(
        rename = "MutableContent",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub mutable_content: ::std::option::Option<i64>,
    /// File name of the sound with its ending, 30 seconds at most.
    #[serde(rename = "Sound", skip_serializing_if = "::std::option::Option::is_none")]
    pub sound: ::std::option::Option<::std::string::String>,
    /// How far a push may disturb the user of an Apple device.
    #[serde(
        rename = "InterruptionLevel",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub interruption_level: ::std::option::Option<
        crate::types::OfflinePushInterruptionLevel,
    >,
    /// With 1, the push is silent, of which the platform allows about three an hour.
    ///
    /// From 0 to 1.
    #[serde(
        rename = "ContentAvailable",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub content_available: ::std::option::Option<i64>,
    /// With 1, the push is a VoIP push, or a normal one where the device gave no VoIP token.
    ///
    /// From 0 to 1.
    #[serde(
        rename = "IsVoipPush",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub is_voip_push: ::std::option::Option<i64>,
    /// Change of a live activity on an Apple device.
    #[serde(
        rename = "LiveActivity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub live_activity: ::std::option::Option<OfflinePushLiveActivity>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl OfflinePushApns {
    /// Creates the value with no field set.
    pub fn new() -> Self {
        Self {
            badge_mode: None,
            title: None,
            sub_title: None,
            image: None,
            mutable_content: None,
            sound: None,
            interruption_level: None,
            content_available: None,
            is_voip_push: None,
            live_activity: None,
            extra: ::serde_json::Map::new(),
        }
    }
    /// Sets `BadgeMode`: whether the push counts on the icon, 0 for yes and 1 for no. Absent means 0 in
    /// Chat and 1 in pushes outside Chat; which of the two holds for Call is undocumented.
    ///
    /// From 0 to 1.
    #[must_use]
    pub fn badge_mode(mut self, value: i64) -> Self {
        self.badge_mode = Some(value);
        self
    }
    /// Sets `Title`: title on Apple devices in place of the outer `Title`.
    #[must_use]
    pub fn title(mut self, value: impl Into<String>) -> Self {
        self.title = Some(value.into());
        self
    }
    /// Sets `SubTitle`: second line of the title.
    #[must_use]
    pub fn sub_title(mut self, value: impl Into<String>) -> Self {
        self.sub_title = Some(value.into());
        self
    }
    /// Sets `Image`: address of a picture.
    #[must_use]
    pub fn image(mut self, value: impl Into<String>) -> Self {
        self.image = Some(value.into());
        self
    }
    /// Sets `MutableContent`: with 1, an extension of the app may change the push before it is shown
    /// (platform's meaning).
    ///
    /// From 0 to 1; Default 0.
    #[must_use]
    pub fn mutable_content(mut self, value: i64) -> Self {
        self.mutable_content = Some(value);
        self
    }
    /// Sets `Sound`: file name of the sound with its ending, 30 seconds at most.
    #[must_use]
    pub fn sound(mut self, value: impl Into<String>) -> Self {
        self.sound = Some(value.into());
        self
    }
    /// Sets `InterruptionLevel`: how far a push may disturb the user of an Apple device.
    #[must_use]
    pub fn interruption_level(
        mut self,
        value: impl Into<OfflinePushInterruptionLevel>,
    ) -> Self {
        self.interruption_level = Some(value.into());
        self
    }
    /// Sets `ContentAvailable`: with 1, the push is silent, of which the platform allows about three an
    /// hour.
    ///
    /// From 0 to 1.
    #[must_use]
    pub fn content_available(mut self, value: i64) -> Self {
        self.content_available = Some(value);
        self
    }
    /// Sets `IsVoipPush`: with 1, the push is a VoIP push, or a normal one where the device gave no VoIP
    /// token.
    ///
    /// From 0 to 1.
    #[must_use]
    pub fn is_voip_push(mut self, value: i64) -> Self {
        self.is_voip_push = Some(value);
        self
    }
    /// Sets `LiveActivity`: change of a live activity on an Apple device.
    #[must_use]
    pub fn live_activity(mut self, value: impl Into<OfflinePushLiveActivity>) -> Self {
        self.live_activity = Some(value.into());
        self
    }
    /// Adds a field the contract does not know.
    #[must_use]
    pub fn with_extra(
        mut self,
        name: impl Into<String>,
        value: impl Into<::serde_json::Value>,
    ) -> Self {
        self.extra.insert(name.into(), value.into());
        self
    }
    /// Checks every rule of the contract: ranges, lengths, bytes, characters.
    ///
    /// # Errors
    ///
    /// All rules that are broken, each with the name of its field.
    pub fn validate(&self) -> Result<(), crate::validate::ValidationError> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for OfflinePushApns {
    fn check(&self, checks: &mut crate::validate::Checks) {
        if let Some(value) = &self.badge_mode {
            checks.integer("BadgeMode", *value, Some(0), Some(1));
        }
        if let Some(value) = &self.mutable_content {
            checks.integer("MutableContent", *value, Some(0), Some(1));
        }
        if let Some(value) = &self.content_available {
            checks.integer("ContentAvailable", *value, Some(0), Some(1));
        }
        if let Some(value) = &self.is_voip_push {
            checks.integer("IsVoipPush", *value, Some(0), Some(1));
        }
        if let Some(value) = &self.live_activity {
            checks.object("LiveActivity", value);
        }
        let _ = checks;
    }
}

/// How far a push may disturb the user of an Apple device.
///
/// Source: 1047/77715.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OfflinePushInterruptionLevel {
    /// Shown at once, with sound (platform's meaning).
    Active,
    /// Shown at once, with sound even when muted (platform's meaning).
    Critical,
    /// Put on the list without light or sound (platform's meaning).
    Passive,
    /// Shown at once, also through a focus mode (platform's meaning).
    TimeSensitive,
    /// A value the contract does not know, as it came.
    Other(crate::Text),
}

impl OfflinePushInterruptionLevel {
    /// The values the contract knows.
    pub const KNOWN: &'static [Self] = &[
        Self::Active,
        Self::Critical,
        Self::Passive,
        Self::TimeSensitive,
    ];
    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Active => "active",
            Self::Critical => "critical",
            Self::Passive => "passive",
            Self::TimeSensitive => "time-sensitive",
            Self::Other(text) => text.as_str(),
        }
    }
}

impl From<crate::Text> for OfflinePushInterruptionLevel {
    fn from(text: crate::Text) -> Self {
        crate::text::known(
                &text,
                &[
                    (&["active"], Self::Active),
                    (&["critical"], Self::Critical),
                    (&["passive"], Self::Passive),
                    (&["timesensitive"], Self::TimeSensitive),
                ],
            )
            .unwrap_or(Self::Other(text))
    }
}

impl From<&str> for OfflinePushInterruptionLevel {
    fn from(text: &str) -> Self {
        Self::from(crate::Text::from(text))
    }
}

impl ::std::str::FromStr for OfflinePushInterruptionLevel {
    type Err = ::std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl ::std::fmt::Display for OfflinePushInterruptionLevel {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ::serde::Serialize for OfflinePushInterruptionLevel {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(text) => text.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for OfflinePushInterruptionLevel {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for OfflinePushInterruptionLevel {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "OfflinePushInterruptionLevel".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!(
            { "type" : "string", "enum" : ["active", "critical", "passive",
            "time-sensitive"] }
        )
    }
}

/// Change of a live activity on an Apple device.
///
/// Source: 1047/77715.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
pub struct OfflinePushLiveActivity {
    /// Identifier of the live activity.
    ///
    /// At most 64 bytes of UTF-8.
    #[serde(rename = "LaId")]
    pub la_id: ::std::string::String,
    /// What happens to a live activity.
    #[serde(rename = "Event")]
    pub event: crate::types::OfflinePushLiveActivityEvent,
    /// Content of a live activity, in the form that the app defines.
    #[serde(rename = "ContentState")]
    pub content_state: OfflinePushContentState,
    /// When the ended live activity disappears.
    ///
    /// Unit: Unix seconds.
    #[serde(
        rename = "DismissalDate",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub dismissal_date: ::std::option::Option<i64>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl OfflinePushLiveActivity {
    /// Creates the value with what the contract requires: `LaId`, `Event`, `ContentState`.
    pub fn new(
        la_id: impl Into<String>,
        event: impl Into<OfflinePushLiveActivityEvent>,
        content_state: impl Into<OfflinePushContentState>,
    ) -> Self {
        Self {
            la_id: la_id.into(),
            event: event.into(),
            content_state: content_state.into(),
            dismissal_date: None,
            extra: ::serde_json::Map::new(),
        }
    }
    /// Sets `DismissalDate`: when the ended live activity disappears.
    ///
    /// Unit: Unix seconds.
    #[must_use]
    pub fn dismissal_date(mut self, value: i64) -> Self {
        self.dismissal_date = Some(value);
        self
    }
    /// Adds a field the contract does not know.
    #[must_use]
    pub fn with_extra(
        mut self,
        name: impl Into<String>,
        value: impl Into<::serde_json::Value>,
    ) -> Self {
        self.extra.insert(name.into(), value.into());
        self
    }
    /// Checks every rule of the contract: ranges, lengths, bytes, characters.
    ///
    /// # Errors
    ///
    /// All rules that are broken, each with the name of its field.
    pub fn validate(&self) -> Result<(), crate::validate::ValidationError> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for OfflinePushLiveActivity {
    fn check(&self, checks: &mut crate::validate::Checks) {
        {
            let value = &self.la_id;
            checks
                .text(
                    "LaId",
                    value,
                    &crate::validate::TextRules {
                        min_chars: None,
                        max_chars: None,
                        max_bytes: Some(64),
                        allowed: &[],
                    },
                );
        }
        let _ = checks;
    }
}

/// What happens to a live activity.
///
/// Source: 1047/77715.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OfflinePushLiveActivityEvent {
    /// It shows new content.
    Update,
    /// It ends.
    End,
    /// A value the contract does not know, as it came.
    Other(crate::Text),
}

impl OfflinePushLiveActivityEvent {
    /// The values the contract knows.
    pub const KNOWN: &'static [Self] = &[Self::Update, Self::End];
    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Update => "update",
            Self::End => "end",
            Self::Other(text) => text.as_str(),
        }
    }
}

impl From<crate::Text> for OfflinePushLiveActivityEvent {
    fn from(text: crate::Text) -> Self {
        crate::text::known(&text, &[(&["update"], Self::Update), (&["end"], Self::End)])
            .unwrap_or(Self::Other(text))
    }
}

impl From<&str> for OfflinePushLiveActivityEvent {
    fn from(text: &str) -> Self {
        Self::from(crate::Text::from(text))
    }
}

impl ::std::str::FromStr for OfflinePushLiveActivityEvent {
    type Err = ::std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl ::std::fmt::Display for OfflinePushLiveActivityEvent {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ::serde::Serialize for OfflinePushLiveActivityEvent {
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(text) => text.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for OfflinePushLiveActivityEvent {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for OfflinePushLiveActivityEvent {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "OfflinePushLiveActivityEvent".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type" : "string", "enum" : ["update", "end"] })
    }
}

/// Content of a live activity, in the form that the app defines.
///
/// Source: 1047/77715.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[serde(transparent)]
pub struct OfflinePushContentState(
    pub ::serde_json::Map<::std::string::String, ::serde_json::Value>,
);

impl ::std::ops::Deref for OfflinePushContentState {
    type Target = ::serde_json::Map<::std::string::String, ::serde_json::Value>;
    fn deref(&self) -> &::serde_json::Map<::std::string::String, ::serde_json::Value> {
        &self.0
    }
}

impl ::std::convert::From<OfflinePushContentState>
for ::serde_json::Map<::std::string::String, ::serde_json::Value> {
    fn from(value: OfflinePushContentState) -> Self {
        value.0
    }
}

impl ::std::convert::From<::serde_json::Map<::std::string::String, ::serde_json::Value>>
for OfflinePushContentState {
    fn from(
        value: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    ) -> Self {
        Self(value)
    }
}

impl OfflinePushContentState {
    /// Creates the value; the contract knows no field of it.
    pub fn new() -> Self {
        Self::default()
    }
    /// Adds a field the contract does not know.
    #[must_use]
    pub fn with_extra(
        mut self,
        name: impl Into<String>,
        value: impl Into<::serde_json::Value>,
    ) -> Self {
        self.0.insert(name.into(), value.into());
        self
    }
    /// Checks every rule of the contract; there is none.
    ///
    /// # Errors
    ///
    /// None.
    pub fn validate(&self) -> Result<(), crate::validate::ValidationError> {
        Ok(())
    }
}

impl crate::validate::Validate for OfflinePushContentState {
    fn check(&self, _: &mut crate::validate::Checks) {}
}

/// What only Harmony devices heed.
///
/// Source: 1047/77715.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct OfflinePushHarmony {
    /// Title on Harmony devices in place of the outer `Title` (inferred).
    #[serde(rename = "Title", skip_serializing_if = "::std::option::Option::is_none")]
    pub title: ::std::option::Option<::std::string::String>,
    /// Category of the message.
    #[serde(rename = "Category", skip_serializing_if = "::std::option::Option::is_none")]
    pub category: ::std::option::Option<::std::string::String>,
    /// Address (https) of a picture.
    #[serde(rename = "Image", skip_serializing_if = "::std::option::Option::is_none")]
    pub image: ::std::option::Option<::std::string::String>,
    /// Sound file (MP3, WAV or MPEG) in the app's rawfile folder.
    #[serde(rename = "Sound", skip_serializing_if = "::std::option::Option::is_none")]
    pub sound: ::std::option::Option<::std::string::String>,
    /// How long the sound plays. It goes together with `Sound`.
    ///
    /// From 1 to 60 s.
    #[serde(
        rename = "SoundDuration",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub sound_duration: ::std::option::Option<i64>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl OfflinePushHarmony {
    /// Creates the value with no field set.
    pub fn new() -> Self {
        Self {
            title: None,
            category: None,
            image: None,
            sound: None,
            sound_duration: None,
            extra: ::serde_json::Map::new(),
        }
    }
    /// Sets `Title`: title on Harmony devices in place of the outer `Title` (inferred).
    #[must_use]
    pub fn title(mut self, value: impl Into<String>) -> Self {
        self.title = Some(value.into());
        self
    }
    /// Sets `Category`: category of the message.
    #[must_use]
    pub fn category(mut self, value: impl Into<String>) -> Self {
        self.category = Some(value.into());
        self
    }
    /// Sets `Image`: address (https) of a picture.
    #[must_use]
    pub fn image(mut self, value: impl Into<String>) -> Self {
        self.image = Some(value.into());
        self
    }
    /// Sets `Sound`: sound file (MP3, WAV or MPEG) in the app's rawfile folder.
    #[must_use]
    pub fn sound(mut self, value: impl Into<String>) -> Self {
        self.sound = Some(value.into());
        self
    }
    /// Sets `SoundDuration`: how long the sound plays. It goes together with `Sound`.
    ///
    /// From 1 to 60 s.
    #[must_use]
    pub fn sound_duration(mut self, value: i64) -> Self {
        self.sound_duration = Some(value);
        self
    }
    /// Adds a field the contract does not know.
    #[must_use]
    pub fn with_extra(
        mut self,
        name: impl Into<String>,
        value: impl Into<::serde_json::Value>,
    ) -> Self {
        self.extra.insert(name.into(), value.into());
        self
    }
    /// Checks every rule of the contract: ranges, lengths, bytes, characters.
    ///
    /// # Errors
    ///
    /// All rules that are broken, each with the name of its field.
    pub fn validate(&self) -> Result<(), crate::validate::ValidationError> {
        crate::validate::validate(self)
    }
}

impl crate::validate::Validate for OfflinePushHarmony {
    fn check(&self, checks: &mut crate::validate::Checks) {
        if let Some(value) = &self.sound_duration {
            checks.integer("SoundDuration", *value, Some(1), Some(60));
        }
        let _ = checks;
    }
}
