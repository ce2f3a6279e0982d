//! Reading the objects of the contract, whose unknown fields are kept.
//!
//! One loop for all of them instead of one per type: a derived reader of an object that keeps what it does not know is ten
//! times the code, and puts unknown values aside before it reads them.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value};

/// An object of the contract; implemented by generated code.
pub(crate) trait Object: Sized {
    /// Its type, as errors call it.
    const NAME: &'static str;
    /// The fields on the wire, at most 128.
    const FIELDS: &'static [&'static str];
    /// Which of the fields must be there, the first one in the lowest bit.
    const REQUIRED: u128;

    /// The value before anything was read.
    fn blank() -> Self;

    /// Reads the value of the field at this place.
    fn read<'de, A: MapAccess<'de>>(&mut self, place: usize, map: &mut A) -> Result<(), A::Error>;

    /// Where unknown fields go.
    fn extra(&mut self) -> &mut Map<String, Value>;
}

/// Reads an object; of an unknown field that comes twice the last one counts, any other is refused.
pub(crate) fn read<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(Fields(PhantomData))
}

struct Fields<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for Fields<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut object = T::blank();
        let mut seen = 0_u128;
        let mut next = 0;
        while let Some(name) = map.next_key_seed(Name {
            known: T::FIELDS,
            next,
        })? {
            match name {
                Ok(place) => {
                    let bit = 1 << place;
                    if seen & bit != 0 {
                        return Err(A::Error::duplicate_field(T::FIELDS[place]));
                    }
                    seen |= bit;
                    object.read(place, &mut map)?;
                    next = place + 1;
                }
                Err(unknown) => {
                    let value = map.next_value()?;
                    object.extra().insert(unknown, value);
                }
            }
        }
        let missing = T::REQUIRED & !seen;
        match T::FIELDS.get(missing.trailing_zeros() as usize) {
            Some(name) => Err(A::Error::missing_field(name)),
            None => Ok(object),
        }
    }
}

/// The name of a field: its place among the known ones, or the name itself.
struct Name {
    known: &'static [&'static str],
    /// The place to look at first, since fields mostly come in the order of the contract.
    next: usize,
}

impl Name {
    fn place(&self, name: &str) -> Option<usize> {
        if self
            .known
            .get(self.next)
            .is_some_and(|known| *known == name)
        {
            return Some(self.next);
        }
        self.known.iter().position(|known| *known == name)
    }
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Result<usize, String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Result<usize, String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.place(name).ok_or_else(|| name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Default, PartialEq)]
    struct Person {
        name: String,
        age: Option<i64>,
        extra: Map<String, Value>,
    }

    impl Object for Person {
        const NAME: &'static str = "Person";
        const FIELDS: &'static [&'static str] = &["Name", "Age"];
        const REQUIRED: u128 = 0b1;

        fn blank() -> Self {
            Self::default()
        }

        fn read<'de, A: MapAccess<'de>>(
            &mut self,
            place: usize,
            map: &mut A,
        ) -> Result<(), A::Error> {
            match place {
                0 => self.name = map.next_value()?,
                _ => self.age = map.next_value()?,
            }
            Ok(())
        }

        fn extra(&mut self) -> &mut Map<String, Value> {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Person {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            read(deserializer)
        }
    }

    #[test]
    fn fields_come_in_any_order_and_unknown_ones_are_kept() {
        let text = r#"{"Shoe": 9, "Age": 7, "Shoe": {"size": 9}, "Name": "jack"}"#;
        let person: Person = serde_json::from_str(text).expect("a person");
        assert_eq!((person.name.as_str(), person.age), ("jack", Some(7)));
        assert_eq!(Value::from(person.extra), json!({"Shoe": {"size": 9}}));
        // Also out of a value, whose keys are owned.
        let person: Person =
            serde_json::from_value(json!({"Name": "x", "Age": null, "b": 1})).expect("a person");
        assert_eq!((person.name.as_str(), person.age), ("x", None));
        assert_eq!(Value::from(person.extra), json!({"b": 1}));
    }

    #[test]
    fn what_is_missing_twice_there_or_no_object_is_refused() {
        for (text, said) in [
            ("{}", "missing field `Name` at line 1 column 2"),
            (r#"{"Age":1}"#, "missing field `Name` at line 1 column 9"),
            (
                r#"{"Name":"a","Name":"b"}"#,
                "duplicate field `Name` at line 1 column 18",
            ),
            (
                r#"["a",1]"#,
                "invalid type: sequence, expected struct Person at line 1 column 0",
            ),
            (
                r#"{"Name":1}"#,
                "invalid type: integer `1`, expected a string at line 1 column 9",
            ),
        ] {
            let error = serde_json::from_str::<Person>(text).expect_err("no person");
            assert_eq!(error.to_string(), said);
        }
    }
}
