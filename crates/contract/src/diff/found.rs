//! What was found so far.

use indexmap::IndexMap;

use super::difference::{Change, Difference, Flow, Level, Side, Use};
use super::edition::Edition;
use super::rules::{Rule, Rust, Verdict};

/// Where the comparison is.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) command: Option<String>,
    pub(super) side: Side,
    /// The field in the words of the API.
    pub(super) field: String,
    /// Whether nothing uses what is compared, so that nobody can break.
    pub(super) unused: bool,
}

impl Spot {
    pub(super) fn document() -> Self {
        Self {
            command: None,
            side: Side::Document,
            field: String::new(),
            unused: false,
        }
    }

    pub(super) fn of(command: &str, side: Side) -> Self {
        Self {
            command: Some(command.to_owned()),
            side,
            ..Self::document()
        }
    }

    pub(super) fn field(&self, name: &str) -> Self {
        let field = match (self.field.as_str(), name) {
            ("", name) => name.to_owned(),
            (field, "[]") => format!("{field}[]"),
            (field, name) => format!("{field}.{name}"),
        };
        Self {
            field,
            ..self.clone()
        }
    }
}

/// Where a thing stands on both sides; none where it is not.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pointers<'p> {
    pub(super) base: Option<&'p str>,
    pub(super) head: Option<&'p str>,
}

impl<'p> Pointers<'p> {
    pub(super) fn both(base: &'p str, head: &'p str) -> Self {
        Self {
            base: Some(base),
            head: Some(head),
        }
    }

    pub(super) fn base(base: &'p str) -> Self {
        Self {
            base: Some(base),
            head: None,
        }
    }

    pub(super) fn head(head: &'p str) -> Self {
        Self {
            base: None,
            head: Some(head),
        }
    }
}

#[derive(PartialEq, Eq, Hash)]
struct Key {
    subject: &'static str,
    change: Change,
    flow: Flow,
    unused: bool,
    base: Option<String>,
    head: Option<String>,
    what: String,
}

/// The differences found so far, each with all places where it is felt.
#[derive(Default)]
pub(super) struct Found {
    list: IndexMap<Key, Vec<Use>>,
    /// Who breaks by what was found, if callers wrote it.
    pub(super) verdicts: Vec<Verdict>,
}

impl Found {
    pub(super) fn tell(
        &mut self,
        spot: &Spot,
        subject: &str,
        change: Change,
        what: impl Into<String>,
        pointers: Pointers<'_>,
    ) {
        let rule = Rule::of(subject);
        self.verdicts.push(rule.verdict(Flow::Request, change));
        let key = Key {
            subject: rule.subject,
            change,
            flow: spot.side.flow(),
            unused: spot.unused,
            base: pointers.base.map(str::to_owned),
            head: pointers.head.map(str::to_owned),
            what: what.into(),
        };
        self.list.entry(key).or_default().push(Use {
            command: spot.command.clone(),
            side: spot.side,
            field: spot.field.clone(),
        });
    }

    /// Adds what was found elsewhere at the same time.
    pub(super) fn append(&mut self, other: Self) {
        self.verdicts.extend(other.verdicts);
        for (key, uses) in other.list {
            let known = self.list.entry(key).or_default();
            // What is felt by the document as a whole is felt once.
            let new = |felt: &Use| felt.command.is_some() || !known.contains(felt);
            let uses: Vec<Use> = uses.into_iter().filter(new).collect();
            known.extend(uses);
        }
    }

    /// The differences, breaking ones first, then by place.
    pub(super) fn differences(self, base: &Edition, head: &Edition) -> Vec<Difference> {
        let told = self.list.into_iter().map(|(key, uses)| {
            let rule = Rule::of(key.subject);
            let (mut callers, mut servers) = rule.verdict(key.flow, key.change).levels();
            if key.unused && callers != Level::NotUnderstood {
                (callers, servers) = (Level::Documentation, Level::Documentation);
            }
            let place = match (&key.head, &key.base) {
                (Some(pointer), _) => head.place(pointer),
                (None, Some(pointer)) => base.place(pointer),
                (None, None) => head.place(""),
            };
            Difference {
                rule: format!("{}-{}", key.subject, key.change),
                change: key.change,
                what: key.what,
                note: rule.note(key.flow, key.change),
                callers,
                servers,
                step: rule.step(key.flow, key.change),
                in_types: rule.rust == Rust::Items && !key.unused,
                uses,
                place,
                in_base: key.head.is_none() && key.base.is_some(),
            }
        });
        let mut differences: Vec<Difference> = told.collect();
        differences.sort_by(|one, other| {
            let levels = other.level().cmp(&one.level());
            levels
                .then_with(|| one.place.cmp(&other.place))
                .then_with(|| one.rule.cmp(&other.rule))
                .then_with(|| one.uses.cmp(&other.uses))
        });
        differences
    }
}
