// Generated from spec/ by `cargo xtask generate`. Do not edit: edit the contract.

#[allow(unused_imports)]
use super::*;

/// How the wanted calls ended. The values are those of the records; that `Offline` can be filtered by
/// is inferred (W-9).
///
/// Source: 647/68931, 647/68940.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CallResultFilter {
    /// The caller cancelled before anyone was connected.
    Cancel,
    /// The callee refused.
    Reject,
    /// Nobody answered before the time-out.
    NotAnswer,
    /// The call was connected and ended normally.
    NormalEnd,
    /// The callee was busy.
    CallBusy,
    /// The call broke off, for example by the network.
    Interrupt,
    /// The server noticed that the heartbeat of a member had expired.
    Offline,
    /// A value the contract does not know, as it came.
    Other(crate::Text),
}

impl CallResultFilter {
    /// The values the contract knows.
    pub const KNOWN: &'static [Self] = &[
        Self::Cancel,
        Self::Reject,
        Self::NotAnswer,
        Self::NormalEnd,
        Self::CallBusy,
        Self::Interrupt,
        Self::Offline,
    ];
    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Cancel => "Cancel",
            Self::Reject => "Reject",
            Self::NotAnswer => "NotAnswer",
            Self::NormalEnd => "NormalEnd",
            Self::CallBusy => "CallBusy",
            Self::Interrupt => "Interrupt",
            Self::Offline => "Offline",
            Self::Other(text) => text.as_str(),
        }
    }
}

impl From<crate::Text> for CallResultFilter {
    fn from(text: crate::Text) -> Self {
        let spellings: &[&[&str]] = &[
            &["cancel"],
            &["reject"],
            &["notanswer"],
            &["normalend"],
            &["callbusy"],
            &["interrupt"],
            &["offline"],
        ];
        match crate::text::known(&text, spellings) {
            Some(place) => Self::KNOWN[place].clone(),
            None => Self::Other(text),
        }
    }
}

impl From<&str> for CallResultFilter {
    fn from(text: &str) -> Self {
        Self::from(crate::Text::from(text))
    }
}

impl ::std::str::FromStr for CallResultFilter {
    type Err = ::std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl ::std::fmt::Display for CallResultFilter {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ::serde::Serialize for CallResultFilter {
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Other(text) => text.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for CallResultFilter {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::Text::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for CallResultFilter {
    fn schema_name() -> ::std::borrow::Cow<'static, str> {
        "CallResultFilter".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": ["Cancel", "Reject", "NotAnswer", "NormalEnd", "CallBusy", "Interrupt", "Offline"] })
    }
}

/// Which records to list. No filter by user, caller, kind of media or room is documented.
///
/// Source: 647/68931.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct GetRecordByFilterRequest {
    /// Earliest moment, seven days ago if absent or older. Its unit is not stated and inferred from
    /// `EndTime` (C-12); which moment of a record is compared, and whether the limits are inclusive, is
    /// undocumented.
    ///
    /// At least 0 (Unix seconds).
    #[serde(
        rename = "StartTime",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub start_time: ::std::option::Option<i64>,
    /// Latest moment, now if absent.
    ///
    /// At least 0 (Unix seconds).
    #[serde(rename = "EndTime", skip_serializing_if = "::std::option::Option::is_none")]
    pub end_time: ::std::option::Option<i64>,
    /// Only calls that ended like this. It is in the sample and not in the table (C-9), so the server may
    /// ignore it: filter again.
    #[serde(
        rename = "CallResult",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub call_result: ::std::option::Option<crate::types::CallResultFilter>,
    /// Only calls of this size. It is in the sample and not in the table (C-9), so the server may ignore
    /// it: filter again.
    #[serde(rename = "CallType", skip_serializing_if = "::std::option::Option::is_none")]
    pub call_type: ::std::option::Option<crate::types::CallType>,
    /// Records per page. The minimum is inferred, the greatest value undocumented.
    ///
    /// At least 1; Default 10.
    #[serde(
        rename = "NumberPerPage",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub number_per_page: ::std::option::Option<i64>,
    /// Number of the page, counted from 1.
    ///
    /// At least 1; Default 1.
    #[serde(rename = "Page", skip_serializing_if = "::std::option::Option::is_none")]
    pub page: ::std::option::Option<i64>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for GetRecordByFilterRequest {
    const NAME: &'static str = "GetRecordByFilterRequest";
    const FIELDS: &'static [&'static str] = &["StartTime", "EndTime", "CallResult", "CallType", "NumberPerPage", "Page"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.start_time = map.next_value()?,
            1 => self.end_time = map.next_value()?,
            2 => self.call_result = map.next_value()?,
            3 => self.call_type = map.next_value()?,
            4 => self.number_per_page = map.next_value()?,
            _ => self.page = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for GetRecordByFilterRequest {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

impl GetRecordByFilterRequest {
    /// Creates the value with no field set.
    pub fn new() -> Self {
        Self {
            start_time: None,
            end_time: None,
            call_result: None,
            call_type: None,
            number_per_page: None,
            page: None,
            extra: ::serde_json::Map::new(),
        }
    }
    /// Sets `StartTime`: earliest moment, seven days ago if absent or older. Its unit is not stated and
    /// inferred from `EndTime` (C-12); which moment of a record is compared, and whether the limits are
    /// inclusive, is undocumented.
    ///
    /// At least 0 (Unix seconds).
    #[must_use]
    pub fn start_time(mut self, value: i64) -> Self {
        self.start_time = Some(value);
        self
    }
    /// Sets `EndTime`: latest moment, now if absent.
    ///
    /// At least 0 (Unix seconds).
    #[must_use]
    pub fn end_time(mut self, value: i64) -> Self {
        self.end_time = Some(value);
        self
    }
    /// Sets `CallResult`: only calls that ended like this. It is in the sample and not in the table (C-9),
    /// so the server may ignore it: filter again.
    #[must_use]
    pub fn call_result(mut self, value: impl Into<CallResultFilter>) -> Self {
        self.call_result = Some(value.into());
        self
    }
    /// Sets `CallType`: only calls of this size. It is in the sample and not in the table (C-9), so the
    /// server may ignore it: filter again.
    #[must_use]
    pub fn call_type(mut self, value: impl Into<CallType>) -> Self {
        self.call_type = Some(value.into());
        self
    }
    /// Sets `NumberPerPage`: records per page. The minimum is inferred, the greatest value undocumented.
    ///
    /// At least 1; Default 10.
    #[must_use]
    pub fn number_per_page(mut self, value: i64) -> Self {
        self.number_per_page = Some(value);
        self
    }
    /// Sets `Page`: number of the page, counted from 1.
    ///
    /// At least 1; Default 1.
    #[must_use]
    pub fn page(mut self, value: i64) -> Self {
        self.page = Some(value);
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

impl crate::validate::Validate for GetRecordByFilterRequest {
    fn check(&self, checks: &mut crate::validate::Checks) {
        if let Some(value) = &self.start_time {
            checks.integer("StartTime", *value, Some(0), None);
        }
        if let Some(value) = &self.end_time {
            checks.integer("EndTime", *value, Some(0), None);
        }
        if let Some(value) = &self.number_per_page {
            checks.integer("NumberPerPage", *value, Some(1), None);
        }
        if let Some(value) = &self.page {
            checks.integer("Page", *value, Some(1), None);
        }
        checks.unknown_only(&self.extra, <Self as crate::object::Object>::FIELDS);
    }
}

/// One page of records. Stop paging at the first of: `Page` is 0 or absent, the list is empty or
/// shorter than asked, `TotalNum` records were read (inferred).
///
/// Source: 647/68931.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct GetRecordByFilterResponse {
    /// Number of all records that match, not of this page (inferred from the sample).
    #[serde(rename = "TotalNum", skip_serializing_if = "::std::option::Option::is_none")]
    pub total_num: ::std::option::Option<i64>,
    /// Greater than 0 if this page has data, then ask for the next number; 0 at the end is inferred.
    #[serde(rename = "Page", skip_serializing_if = "::std::option::Option::is_none")]
    pub page: ::std::option::Option<i64>,
    /// The records of this page, in undocumented order.
    #[serde(
        rename = "CallRecordList",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub call_record_list: ::std::option::Option<::std::vec::Vec<CallRecord>>,
    /// Fields the contract does not know: kept when read, sent when written.
    #[serde(flatten)]
    pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
}

impl crate::object::Object for GetRecordByFilterResponse {
    const NAME: &'static str = "GetRecordByFilterResponse";
    const FIELDS: &'static [&'static str] = &["TotalNum", "Page", "CallRecordList"];
    const REQUIRED: u128 = 0b0;
    fn blank() -> Self {
        Self::default()
    }
    fn read<'de, A: ::serde::de::MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error> {
        match place {
            0 => self.total_num = map.next_value()?,
            1 => self.page = map.next_value()?,
            _ => self.call_record_list = map.next_value()?,
        }
        Ok(())
    }
    fn extra(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
}

impl<'de> ::serde::Deserialize<'de> for GetRecordByFilterResponse {
    fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::object::read(deserializer)
    }
}

impl GetRecordByFilterResponse {
    /// `CallRecordList`, empty when absent.
    pub fn call_record_list(&self) -> &[CallRecord] {
        self.call_record_list.as_deref().unwrap_or_default()
    }
}
