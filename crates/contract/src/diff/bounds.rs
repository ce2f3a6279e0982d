//! How small and how large a value may be.

use std::cmp::Ordering;

use serde_json::Value;

use super::comparison::Comparison;
use super::difference::Change;
use super::found::Spot;
use super::schema::presence;
use super::view::{At, View};
use crate::pattern::Pattern;

/// Keywords of sizes, and whether they are upper bounds.
const SIZES: &[(&str, bool)] = &[
    ("minLength", false),
    ("maxLength", true),
    ("x-max-bytes", true),
    ("minItems", false),
    ("maxItems", true),
    ("minProperties", false),
    ("maxProperties", true),
];

impl<'a> Comparison<'a> {
    pub(super) fn bounds(&mut self, spot: &Spot, base: &View<'a>, head: &View<'a>) {
        for (keyword, upper) in SIZES {
            let (from, to) = (
                tightest(base, keyword, *upper),
                tightest(head, keyword, *upper),
            );
            self.bound(spot, keyword, *upper, from.as_ref(), to.as_ref());
        }
        self.range(spot, "minimum", "exclusiveMinimum", false, (base, head));
        self.range(spot, "maximum", "exclusiveMaximum", true, (base, head));
        self.multiple(spot, base, head);
    }

    /// Tells an upper or a lower bound that moved.
    pub(super) fn bound(
        &mut self,
        spot: &Spot,
        keyword: &str,
        upper: bool,
        from: Option<&At<'a>>,
        to: Option<&At<'a>>,
    ) {
        let change = match (from, to) {
            (Some(from), Some(to)) => match (order(from.value, to.value), upper) {
                (Some(Ordering::Equal), _) => return,
                (Some(Ordering::Less), true) | (Some(Ordering::Greater), false) => Change::Widened,
                (Some(_), _) => Change::Narrowed,
                (None, _) if from.value == to.value => return,
                (None, _) => Change::Changed,
            },
            _ => match presence(from, to) {
                Some(change) => change,
                None => return,
            },
        };
        self.tell(spot, keyword, change, from, to);
    }

    fn range(
        &mut self,
        spot: &Spot,
        keyword: &str,
        exclusive: &str,
        upper: bool,
        (base, head): (&View<'a>, &View<'a>),
    ) {
        let (from, to) = (
            tightest(base, keyword, upper),
            tightest(head, keyword, upper),
        );
        let (was, is) = (base.flag(exclusive), head.flag(exclusive));
        if was == is || from.is_none() || to.is_none() {
            return self.bound(spot, keyword, upper, from.as_ref(), to.as_ref());
        }
        let (Some(from), Some(to)) = (from, to) else {
            return;
        };
        let integer = |view: &View<'a>| view.first("type").is_some_and(|at| at.value == "integer");
        if integer(base) && integer(head) {
            // Above 4 and from 5 on are the same for integers.
            let shift = if upper { -1 } else { 1 };
            let shifted = |at: &At<'a>, exclusive| {
                let number = at.value.as_i64()?;
                if exclusive {
                    number.checked_add(shift)
                } else {
                    Some(number)
                }
            };
            if shifted(&from, was).is_some() && shifted(&from, was) == shifted(&to, is) {
                return;
            }
        }
        if order(from.value, to.value) != Some(Ordering::Equal) {
            return self.bound(spot, keyword, upper, Some(&from), Some(&to));
        }
        let (from, to) = (base.first(exclusive), head.first(exclusive));
        let change = match (&from, &to) {
            (None, _) => Change::Added,
            (_, None) => Change::Removed,
            _ if is => Change::Narrowed,
            _ => Change::Widened,
        };
        self.tell(spot, exclusive, change, from.as_ref(), to.as_ref());
    }

    fn multiple(&mut self, spot: &Spot, base: &View<'a>, head: &View<'a>) {
        let (from, to) = (base.first("multipleOf"), head.first("multipleOf"));
        let Some(mut change) = presence(from.as_ref(), to.as_ref()) else {
            return;
        };
        let number = |at: &Option<At<'a>>| at.as_ref().and_then(|at| at.value.as_f64());
        if let (Some(from), Some(to)) = (number(&from), number(&to)) {
            let whole = |number: f64| (number - number.round()).abs() < 1e-9;
            change = match (whole(to / from), whole(from / to)) {
                (true, true) => return,
                (true, false) => Change::Narrowed,
                (false, true) => Change::Widened,
                (false, false) => Change::Changed,
            };
        }
        self.tell(spot, "multipleOf", change, from.as_ref(), to.as_ref());
    }

    pub(super) fn pattern(&mut self, spot: &Spot, base: &View<'a>, head: &View<'a>) {
        let all = |view: &View<'a>| view.all("pattern").collect::<Vec<_>>();
        let (mut was, mut is) = (all(base), all(head));
        let common: Vec<&Value> = was
            .iter()
            .map(|at| at.value)
            .filter(|value| is.iter().any(|at| at.value == *value))
            .collect();
        was.retain(|at| !common.contains(&at.value));
        is.retain(|at| !common.contains(&at.value));
        for index in 0..was.len().max(is.len()) {
            let (from, to) = (was.get(index), is.get(index));
            let change = match (from, to) {
                (Some(from), Some(to)) => patterns(from.value, to.value),
                _ => presence(from, to),
            };
            if let Some(change) = change {
                self.tell(spot, "pattern", change, from, to);
            }
        }
    }
}

/// Which of two patterns allows more, as far as that can be seen.
fn patterns(from: &Value, to: &Value) -> Option<Change> {
    let parse = |value: &Value| value.as_str().and_then(|text| Pattern::parse(text).ok());
    let (Some(from), Some(to)) = (parse(from), parse(to)) else {
        return Some(Change::Changed);
    };
    match (within(&from, &to), within(&to, &from)) {
        (true, true) => None,
        (true, false) => Some(Change::Widened),
        (false, true) => Some(Change::Narrowed),
        (false, false) => Some(Change::Changed),
    }
}

/// Whether everything that the one pattern allows is allowed by the other.
fn within(one: &Pattern, other: &Pattern) -> bool {
    let mut ranges = other.ranges().to_vec();
    ranges.sort_unstable();
    let covered = |(low, high): (char, char)| {
        let mut wanted = Some(u32::from(low));
        for (from, to) in &ranges {
            match wanted {
                Some(next) if u32::from(*from) <= next && next <= u32::from(*to) => {
                    wanted = Some(u32::from(*to) + 1);
                }
                _ => {}
            }
        }
        wanted.is_some_and(|next| next > u32::from(high))
    };
    let longest = |pattern: &Pattern| pattern.max().unwrap_or(usize::MAX);
    one.ranges().iter().copied().all(covered)
        && one.min() >= other.min()
        && longest(one) <= longest(other)
}

/// The bound that decides when a keyword is given more than once.
fn tightest<'a>(view: &View<'a>, keyword: &str, upper: bool) -> Option<At<'a>> {
    view.all(keyword).reduce(|one, other| {
        let wanted = if upper {
            Ordering::Greater
        } else {
            Ordering::Less
        };
        if order(one.value, other.value) == Some(wanted) {
            other
        } else {
            one
        }
    })
}

/// The order of two numbers, exact for integers.
fn order(one: &Value, other: &Value) -> Option<Ordering> {
    let integer = |value: &Value| {
        let small = value.as_i64().map(i128::from);
        small.or_else(|| value.as_u64().map(i128::from))
    };
    match (integer(one), integer(other)) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
    }
}
