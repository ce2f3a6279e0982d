//! Webhooks: which is which on the other side, also when another command declares them.

use std::collections::HashSet;

use super::comparison::Comparison;
use super::difference::{Change, Side};
use super::found::{Pointers, Spot};
use super::operations::Operation;

/// Webhooks whose counterpart is not among those of the same command.
#[derive(Default)]
pub(super) struct Unmatched<'a> {
    pub(super) base: Vec<Operation<'a>>,
    pub(super) head: Vec<Operation<'a>>,
}

/// Whether two webhooks are the same one, the surest sign first.
const SIGNS: &[fn(&Operation<'_>, &Operation<'_>) -> bool] = &[
    |one, other| both(one, other, "operationId"),
    |one, other| both(one, other, "x-webhook"),
];

fn both(one: &Operation<'_>, other: &Operation<'_>, word: &str) -> bool {
    let text = one.at.text(word);
    text.is_some() && text == other.at.text(word)
}

impl<'a> Comparison<'a> {
    /// Compares the webhooks of a command; those without a counterpart wait for the webhooks of the other commands.
    pub(super) fn callbacks(&mut self, base: &Operation<'a>, head: &Operation<'a>) {
        let mut was = base.callbacks(self.base.root());
        let mut pairs = Vec::new();
        for (name, operations) in head.callbacks(self.head.root()) {
            let from = was.iter().position(|(other, _)| *other == name);
            let from = from.map(|index| was.remove(index).1);
            pairs.push((from.unwrap_or_default(), operations));
        }
        pairs.extend(
            was.into_iter()
                .map(|(_, operations)| (operations, Vec::new())),
        );
        for (mut from, to) in pairs {
            let mut unmatched = Vec::new();
            for operation in to {
                let same = from.iter().position(|other| other.key() == operation.key());
                match same {
                    Some(index) => {
                        let other = from.remove(index);
                        self.operation(&other, &operation);
                    }
                    None => unmatched.push(operation),
                }
            }
            if let ([one], [other]) = (from.as_slice(), unmatched.as_slice())
                && one.method == other.method
            {
                self.moved(one, other);
                self.operation(one, other);
                continue;
            }
            self.unmatched.base.append(&mut from);
            self.unmatched.head.append(&mut unmatched);
        }
    }

    /// Compares the webhooks that went from one command or callback to another, and tells those that came or went.
    pub(super) fn webhooks(&mut self) {
        let mut seen = HashSet::new();
        // Webhooks may declare webhooks, and references may lead round.
        while !self.unmatched.base.is_empty() || !self.unmatched.head.is_empty() {
            let Unmatched { mut base, mut head } = std::mem::take(&mut self.unmatched);
            base.retain(|webhook| seen.insert((Change::Removed, webhook.at.pointer.clone())));
            head.retain(|webhook| seen.insert((Change::Added, webhook.at.pointer.clone())));
            for same in SIGNS {
                head.retain(|to| {
                    let Some(index) = base.iter().position(|from| same(from, to)) else {
                        return true;
                    };
                    self.went(&base.remove(index), to);
                    false
                });
            }
            // The last one on each side, at the same address.
            if let ([from], [to]) = (base.as_slice(), head.as_slice())
                && from.owner == to.owner
                && from.key() == to.key()
            {
                self.operation(from, to);
                continue;
            }
            for webhook in head {
                self.one(&webhook, Change::Added);
            }
            for webhook in base {
                self.one(&webhook, Change::Removed);
            }
        }
    }

    fn went(&mut self, from: &Operation<'a>, to: &Operation<'a>) {
        if from.key() != to.key() {
            self.moved(from, to);
        }
        if from.owner != to.owner {
            let spot = Spot::of(&to.name(), Side::Webhook);
            let what = format!(
                "it is sent to the address given with `{}` instead of `{}`",
                to.owner, from.owner
            );
            let pointers = Pointers::both(&from.at.pointer, &to.at.pointer);
            self.found
                .tell(&spot, "webhook-address", Change::Changed, what, pointers);
        }
        self.operation(from, to);
    }
}
