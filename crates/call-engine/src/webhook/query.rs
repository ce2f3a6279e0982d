//! The query of a delivery.

use std::borrow::Cow;

/// The parameters of a delivery, decoded.
pub(crate) struct Query<'a> {
    parameters: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

/// How often a parameter is there.
pub(crate) enum Times<'a> {
    Never,
    Once(&'a str),
    /// This often.
    More(usize),
}

const APPLICATION: &str = "SdkAppid";

impl<'a> Query<'a> {
    /// Reads a query as it stands in the address, with or without its `?`.
    pub(crate) fn read(raw: &'a str) -> Self {
        let raw = raw.strip_prefix('?').unwrap_or(raw);
        let query = Self::split(raw);
        if !matches!(query.vendor(APPLICATION), Times::Never) {
            return query;
        }
        // How the vendor's parameters are joined to an address that has a query is undocumented; read `?` as `&`.
        let joined = raw
            .match_indices('?')
            .map(|(place, _)| place)
            .find(|place| {
                let rest = raw.as_bytes().get(place + 1..).unwrap_or_default();
                let name = rest.get(..APPLICATION.len()).unwrap_or_default();
                name.eq_ignore_ascii_case(APPLICATION.as_bytes())
                    && rest.get(APPLICATION.len()) == Some(&b'=')
            });
        match joined {
            Some(place) => {
                let mut own = Self::split(&raw[..place]);
                own.parameters
                    .extend(Self::split(&raw[place + 1..]).parameters);
                own
            }
            None => query,
        }
    }

    fn split(raw: &'a str) -> Self {
        Self {
            parameters: form_urlencoded::parse(raw.as_bytes()).collect(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.parameters.is_empty()
    }

    /// A parameter of the vendor, whose case differs from page to page (W-12).
    pub(crate) fn vendor(&self, name: &str) -> Times<'_> {
        self.times(|there| there.eq_ignore_ascii_case(name))
    }

    /// A parameter of one's own, spelt as it was configured.
    pub(crate) fn own(&self, name: &str) -> Times<'_> {
        self.times(|there| there == name)
    }

    /// The first value of a parameter that tells, and decides nothing.
    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        let mut parameters = self.parameters.iter();
        let found = parameters.find(|(there, _)| there.eq_ignore_ascii_case(name))?;
        (!found.1.is_empty()).then_some(&found.1)
    }

    fn times(&self, is: impl Fn(&str) -> bool) -> Times<'_> {
        let mut found = self.parameters.iter().filter(|(name, _)| is(name));
        let Some((_, value)) = found.next() else {
            return Times::Never;
        };
        match found.count() {
            0 => Times::Once(value),
            more => Times::More(more + 1),
        }
    }
}
