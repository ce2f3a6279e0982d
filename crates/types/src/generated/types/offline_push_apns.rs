// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

#[allow(unused_imports)]
use super::*;

/// What only Apple devices heed.
///
/// Source: 1047/77715, 1047/33527.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
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

impl crate::object::Object for OfflinePushApns {
    const NAME: &'static str = "OfflinePushApns";
    const FIELDS: &'static [&'static str] = &["BadgeMode", "Title", "SubTitle", "Image", "MutableContent", "Sound", "InterruptionLevel", "ContentAvailable", "IsVoipPush", "LiveActivity"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.badge_mode = map.next_value()?,
            1 => self.title = map.next_value()?,
            2 => self.sub_title = map.next_value()?,
            3 => self.image = map.next_value()?,
            4 => self.mutable_content = map.next_value()?,
            5 => self.sound = map.next_value()?,
            6 => self.interruption_level = map.next_value()?,
            7 => self.content_available = map.next_value()?,
            8 => self.is_voip_push = map.next_value()?,
            _ => self.live_activity = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for OfflinePushApns {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
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
    pub fn interruption_level(mut self, value: impl Into<OfflinePushInterruptionLevel>) -> Self {
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
        checks.unknown_only(&self.extra, <Self as crate::object::Object>::FIELDS);
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
        let spellings: &[&[&str]] = &[
            &["active"],
            &["critical"],
            &["passive"],
            &["timesensitive"],
        ];
        match crate::text::known(&text, spellings) {
            Some(place) => Self::KNOWN[place].clone(),
            None => Self::Other(text),
        }
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
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(text) => text.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for OfflinePushInterruptionLevel {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for OfflinePushInterruptionLevel {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "OfflinePushInterruptionLevel".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": ["active", "critical", "passive", "time-sensitive"] })
    }
}

/// Change of a live activity on an Apple device.
///
/// Source: 1047/77715.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, PartialEq)]
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

impl crate::object::Object for OfflinePushLiveActivity {
    const NAME: &'static str = "OfflinePushLiveActivity";
    const FIELDS: &'static [&'static str] = &["LaId", "Event", "ContentState", "DismissalDate"];
    const REQUIRED: u128 = 0b111;
    fn blank() -> Self {
        Self {
            la_id: String::new(),
            event: OfflinePushLiveActivityEvent::Other(crate::Text::from(String::new())),
            content_state: OfflinePushContentState::default(),
            dismissal_date: None,
            extra: ::serde_json::Map::new(),
        }
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.la_id = map.next_value()?,
            1 => self.event = map.next_value()?,
            2 => self.content_state = map.next_value()?,
            _ => self.dismissal_date = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for OfflinePushLiveActivity {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
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
            checks.text("LaId", value, &crate::validate::TextRules { min_chars: None, max_chars: None, max_bytes: Some(64), allowed: &[] });
        }
        checks.unknown_only(&self.extra, <Self as crate::object::Object>::FIELDS);
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
        let spellings: &[&[&str]] = &[&["update"], &["end"]];
        match crate::text::known(&text, spellings) {
            Some(place) => Self::KNOWN[place].clone(),
            None => Self::Other(text),
        }
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
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(text) => text.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for OfflinePushLiveActivityEvent {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for OfflinePushLiveActivityEvent {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "OfflinePushLiveActivityEvent".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": ["update", "end"] })
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
