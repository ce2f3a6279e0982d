//! Rules that are tried in turn, each with a number by which it can be taken away.

/// Rules of one kind, the first that counts first.
#[derive(Debug)]
pub(crate) struct Rules<T> {
    rules: Vec<(u64, T)>,
    numbers: u64,
}

impl<T> Rules<T> {
    pub(crate) fn new(rules: Vec<T>) -> Self {
        Self {
            numbers: rules.len() as u64,
            rules: (1..).zip(rules).collect(),
        }
    }

    /// Adds a rule that counts before those that are there, and tells its number.
    pub(crate) fn add(&mut self, rule: T) -> u64 {
        self.numbers += 1;
        self.rules.insert(0, (self.numbers, rule));
        self.numbers
    }

    /// Takes a rule away; `false` if it is not there.
    pub(crate) fn remove(&mut self, number: u64) -> bool {
        let before = self.rules.len();
        self.rules.retain(|(own, _)| *own != number);
        self.rules.len() < before
    }

    pub(crate) fn clear(&mut self) {
        self.rules.clear();
    }

    /// The rules with their numbers.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (u64, &T)> {
        self.rules.iter().map(|(number, rule)| (*number, rule))
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.rules.iter_mut().map(|(_, rule)| rule)
    }

    /// Keeps the rules that are still good for something.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        self.rules.retain(|(_, rule)| keep(rule));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_never_given_twice() {
        let mut rules = Rules::new(vec!["a", "b"]);
        assert_eq!(rules.add("c"), 3);
        assert!(rules.remove(3) && !rules.remove(3));
        assert_eq!(rules.add("d"), 4);
        let numbered: Vec<_> = rules.numbered().collect();
        assert_eq!(numbered, [(4, &"d"), (1, &"a"), (2, &"b")]);
        rules.clear();
        assert_eq!(rules.add("e"), 5);
    }
}
