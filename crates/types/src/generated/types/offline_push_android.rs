// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

#[allow(unused_imports)]
use super::*;

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
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
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

impl crate::object::Object for OfflinePushAndroid {
    const NAME: &'static str = "OfflinePushAndroid";
    const FIELDS: &'static [&'static str] = &["Sound", "PushStyle", "XiaoMiChannelID", "OPPOChannelID", "OPPOCategory", "OPPONotifyLevel", "OPPOPrivateMsgTemplateId", "OPPOPrivateTitleParameters", "OPPOPrivateContentParameters", "VIVOClassification", "VIVOCategory", "VIVONotifyType", "HuaWeiImportance", "HuaWeiCategory", "HuaWeiImage", "HuaWeiChannelID", "HonorImage", "HonorImportance", "GoogleImage", "GooglePriority", "GoogleChannelID", "MeiZuNoticeMsgType", "ExtAsHuaweiIntentParam"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.sound = map.next_value()?,
            1 => self.push_style = map.next_value()?,
            2 => self.xiao_mi_channel_id = map.next_value()?,
            3 => self.oppo_channel_id = map.next_value()?,
            4 => self.oppo_category = map.next_value()?,
            5 => self.oppo_notify_level = map.next_value()?,
            6 => self.oppo_private_msg_template_id = map.next_value()?,
            7 => self.oppo_private_title_parameters = map.next_value()?,
            8 => self.oppo_private_content_parameters = map.next_value()?,
            9 => self.vivo_classification = map.next_value()?,
            10 => self.vivo_category = map.next_value()?,
            11 => self.vivo_notify_type = map.next_value()?,
            12 => self.hua_wei_importance = map.next_value()?,
            13 => self.hua_wei_category = map.next_value()?,
            14 => self.hua_wei_image = map.next_value()?,
            15 => self.hua_wei_channel_id = map.next_value()?,
            16 => self.honor_image = map.next_value()?,
            17 => self.honor_importance = map.next_value()?,
            18 => self.google_image = map.next_value()?,
            19 => self.google_priority = map.next_value()?,
            20 => self.google_channel_id = map.next_value()?,
            21 => self.mei_zu_notice_msg_type = map.next_value()?,
            _ => self.ext_as_huawei_intent_param = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for OfflinePushAndroid {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
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
    pub fn oppo_notify_level(mut self, value: impl Into<OfflinePushOppoNotifyLevel>) -> Self {
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
    pub fn oppo_private_title_parameters(mut self, value: impl Into<OfflinePushParameters>) -> Self {
        self.oppo_private_title_parameters = Some(value.into());
        self
    }
    /// Sets `OPPOPrivateContentParameters`: values for the text of the OPPO template.
    #[must_use]
    pub fn oppo_private_content_parameters(mut self, value: impl Into<OfflinePushParameters>) -> Self {
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
    pub fn vivo_notify_type(mut self, value: impl Into<OfflinePushVivoNotifyType>) -> Self {
        self.vivo_notify_type = Some(value.into());
        self
    }
    /// Sets `HuaWeiImportance`: importance of the message on Huawei.
    ///
    /// Default "NORMAL".
    #[must_use]
    pub fn hua_wei_importance(mut self, value: impl Into<OfflinePushImportance>) -> Self {
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
    pub fn google_priority(mut self, value: impl Into<OfflinePushGooglePriority>) -> Self {
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
        checks.unknown_only(&self.extra, <Self as crate::object::Object>::FIELDS);
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
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Level1 => serializer.serialize_i64(1),
            Self::Level2 => serializer.serialize_i64(2),
            Self::Level16 => serializer.serialize_i64(16),
            Self::Other(text) => text.serialize(serializer),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for OfflinePushOppoNotifyLevel {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for OfflinePushOppoNotifyLevel {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "OfflinePushOppoNotifyLevel".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "enum": [1, 2, 16] })
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
        let spellings: &[&[&str]] = &[&["low"], &["normal"]];
        match crate::text::known(&text, spellings) {
            Some(place) => Self::KNOWN[place].clone(),
            None => Self::Other(text),
        }
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
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(text) => text.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for OfflinePushImportance {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for OfflinePushImportance {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "OfflinePushImportance".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": ["LOW", "NORMAL"] })
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
        let spellings: &[&[&str]] = &[&["normal"], &["high"]];
        match crate::text::known(&text, spellings) {
            Some(place) => Self::KNOWN[place].clone(),
            None => Self::Other(text),
        }
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
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(text) => text.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for OfflinePushGooglePriority {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for OfflinePushGooglePriority {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "OfflinePushGooglePriority".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": ["normal", "high"] })
    }
}
