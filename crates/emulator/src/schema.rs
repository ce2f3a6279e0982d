//! JSON Schemas of types that are read through another.

/// The schema of a type is that of the type it is read through.
macro_rules! schema_of {
    ($type:ty, $read:ty) => {
        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                <$read as schemars::JsonSchema>::schema_name()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                <$read as schemars::JsonSchema>::json_schema(generator)
            }
        }
    };
}

pub(crate) use schema_of;
