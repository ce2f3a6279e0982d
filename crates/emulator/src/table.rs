//! The contract's routes, made ready once at the start.

use std::collections::HashMap;
use std::io;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::route::Route;
use crate::validation::Schema;
use crate::wire::{Reader, reader_of};

/// One command, ready to be answered.
#[derive(Debug)]
pub(crate) struct Ready {
    pub(crate) route: &'static Route,
    pub(crate) schema: Schema,
    /// What carries it out; without it the contract's example is answered.
    pub(crate) reader: Option<Reader>,
    /// `Response` of the contract's example.
    pub(crate) example: Option<Box<RawValue>>,
}

/// Commands by path.
#[derive(Debug, Default)]
pub(crate) struct Table(HashMap<&'static str, Ready>);

impl Table {
    /// Adds routes; one with a path already there replaces it.
    pub(crate) fn add(&mut self, routes: &'static [Route]) -> io::Result<()> {
        for route in routes {
            let ready = Ready::new(route).map_err(|wrong| {
                let text = format!("route {}: {wrong}", route.operation);
                io::Error::new(io::ErrorKind::InvalidData, text)
            })?;
            self.0.insert(route.path, ready);
        }
        Ok(())
    }

    pub(crate) fn get(&self, path: &str) -> Option<&Ready> {
        self.0.get(path)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Example {
    response: Option<Box<RawValue>>,
}

impl Ready {
    fn new(route: &'static Route) -> Result<Self, String> {
        let schema = Schema::compile(route.request_schema)
            .map_err(|error| format!("request_schema: {error}"))?;
        let example: Example = serde_json::from_str(route.answer_example)
            .map_err(|error| format!("answer_example: {error}"))?;
        Ok(Self {
            route,
            schema,
            reader: reader_of(route.operation),
            example: example.response,
        })
    }
}
