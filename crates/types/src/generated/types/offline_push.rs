// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

#[allow(unused_imports)]
use super::*;

/// How callees whose app is not running are notified. Everything is optional; the Call pages refer to
/// the definition of Chat, which keeps growing. A fault is 90043 in Chat, and how Call reports it is
/// undocumented.
///
/// Source: 1047/77715, 1047/33527, 269/128209.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
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

impl crate::object::Object for OfflinePushInfo {
    const NAME: &'static str = "OfflinePushInfo";
    const FIELDS: &'static [&'static str] = &["PushFlag", "Title", "Desc", "MultiLanguageContent", "Ext", "AndroidInfo", "ApnsInfo", "HarmonyInfo", "BadgeAddNum", "BadgeSetNum", "PushTemplateId", "PushTemplateParam"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.push_flag = map.next_value()?,
            1 => self.title = map.next_value()?,
            2 => self.desc = map.next_value()?,
            3 => self.multi_language_content = map.next_value()?,
            4 => self.ext = map.next_value()?,
            5 => self.android_info = map.next_value()?,
            6 => self.apns_info = map.next_value()?,
            7 => self.harmony_info = map.next_value()?,
            8 => self.badge_add_num = map.next_value()?,
            9 => self.badge_set_num = map.next_value()?,
            10 => self.push_template_id = map.next_value()?,
            _ => self.push_template_param = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for OfflinePushInfo {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
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
    pub fn multi_language_content(mut self, value: impl IntoIterator<Item = impl Into<OfflinePushLanguage>>) -> Self {
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
    pub fn push_template_param(mut self, value: impl Into<OfflinePushParameters>) -> Self {
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
            checks.each("MultiLanguageContent", value, |checks, value| {
                checks.object("", value);
            });
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
        checks.unknown_only(&self.extra, <Self as crate::object::Object>::FIELDS);
    }
}

/// Title and text of a push in one language.
///
/// Source: 1047/77715.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
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

impl crate::object::Object for OfflinePushLanguage {
    const NAME: &'static str = "OfflinePushLanguage";
    const FIELDS: &'static [&'static str] = &["Language", "Title", "Desc"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.language = map.next_value()?,
            1 => self.title = map.next_value()?,
            _ => self.desc = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for OfflinePushLanguage {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
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
        checks.unknown_only(&self.extra, <Self as crate::object::Object>::FIELDS);
    }
}

/// What only Harmony devices heed.
///
/// Source: 1047/77715.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
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

impl crate::object::Object for OfflinePushHarmony {
    const NAME: &'static str = "OfflinePushHarmony";
    const FIELDS: &'static [&'static str] = &["Title", "Category", "Image", "Sound", "SoundDuration"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.title = map.next_value()?,
            1 => self.category = map.next_value()?,
            2 => self.image = map.next_value()?,
            3 => self.sound = map.next_value()?,
            _ => self.sound_duration = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for OfflinePushHarmony {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
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
        checks.unknown_only(&self.extra, <Self as crate::object::Object>::FIELDS);
    }
}
