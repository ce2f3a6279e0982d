//! Rules that are tried in turn, each with a number by which it can be taken away.

/// Rules of one kind, the first that counts first.
#[derive(Debug)]
pub(crate) struct Rules<T> {
    list: Vec<(u64, T)>,
    numbers: u64,
    /// What the last start gave.
    given: Vec<T>,
}

impl<T> Default for Rules<T> {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            numbers: 0,
            given: Vec::new(),
        }
    }
}

impl<T: Clone + PartialEq> Rules<T> {
    /// Takes the rules of a start. Those of the last one again change nothing, so that a count goes on over a restart.
    pub(crate) fn give(&mut self, rules: Vec<T>) {
        if rules != self.given {
            self.set(rules.clone());
            self.given = rules;
        }
    }

    /// The rules of the start and no others.
    pub(crate) fn reset(&mut self) {
        self.set(self.given.clone());
    }

    /// Goes on with other rules, and other ones of the last start.
    pub(crate) fn take_up(&mut self, rules: Vec<T>, given: Vec<T>) {
        self.set(rules);
        self.given = given;
    }

    pub(crate) fn to_vec(&self) -> Vec<T> {
        self.list.iter().map(|(_, rule)| rule.clone()).collect()
    }
}

impl<T> Rules<T> {
    /// Other rules than there are.
    pub(crate) fn set(&mut self, rules: Vec<T>) {
        self.list = (self.numbers + 1..).zip(rules).collect();
        self.numbers += self.list.len() as u64;
    }

    /// What the last start gave.
    pub(crate) fn given(&self) -> &[T] {
        &self.given
    }

    /// Adds a rule that counts before those that are there, and tells its number.
    pub(crate) fn add(&mut self, rule: T) -> u64 {
        self.numbers += 1;
        self.list.insert(0, (self.numbers, rule));
        self.numbers
    }

    /// Takes a rule away; `false` if it is not there.
    pub(crate) fn remove(&mut self, number: u64) -> bool {
        let before = self.list.len();
        self.list.retain(|(own, _)| *own != number);
        self.list.len() < before
    }

    pub(crate) fn clear(&mut self) {
        self.list.clear();
    }

    /// The rules with their numbers.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (u64, &T)> {
        self.list.iter().map(|(number, rule)| (*number, rule))
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.list.iter_mut().map(|(_, rule)| rule)
    }

    /// Keeps the rules that are still good for something.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        self.list.retain(|(_, rule)| keep(rule));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_never_given_twice() {
        let mut rules = Rules::default();
        rules.give(vec!["a", "b"]);
        assert_eq!(rules.add("c"), 3);
        assert!(rules.remove(3) && !rules.remove(3));
        assert_eq!(rules.add("d"), 4);
        let numbered: Vec<_> = rules.numbered().collect();
        assert_eq!(numbered, [(4, &"d"), (1, &"a"), (2, &"b")]);
        rules.clear();
        assert_eq!(rules.add("e"), 5);
        // Given again they are what they have become; others replace all there are.
        rules.give(vec!["a", "b"]);
        assert_eq!(rules.to_vec(), ["e"]);
        rules.reset();
        assert_eq!(rules.to_vec(), ["a", "b"]);
        rules.give(vec!["c"]);
        assert_eq!(rules.to_vec(), ["c"]);
    }
}
