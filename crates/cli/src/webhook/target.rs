//! Addresses that webhooks are sent to.

use std::fmt;
use std::net::IpAddr;

use hyper::Uri;

use crate::connection::encoded;

/// An address that webhooks are sent to. Its query may hold a secret; what is shown of it has none.
#[derive(Clone, PartialEq, Eq)]
pub struct Target {
    /// Scheme, host and port.
    base: String,
    /// Empty when none was given.
    path: String,
    query: String,
}

impl Target {
    /// Reads `https://host/path?query`; without a scheme it is http, and a number for a host is a port of this machine.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let host = text.split(['/', '?']).next().unwrap_or_default();
        let whole = if text.contains("://") {
            text.to_owned()
        } else if !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_digit()) {
            format!("http://localhost:{text}")
        } else {
            format!("http://{text}")
        };
        let whole = whole.split('#').next().unwrap_or_default();
        // The text itself is not repeated: it may hold a secret.
        let uri: Uri = whole.parse().map_err(|error| {
            format!("this is no address: {error}; one is http://localhost:3000/webhooks")
        })?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err("an address begins with http:// or https:// and a host".to_owned());
        };
        if !matches!(scheme, "http" | "https") {
            return Err("an address begins with http:// or https://".to_owned());
        }
        if authority.as_str().contains('@') {
            return Err("an address with a user and a password is not sent to".to_owned());
        }
        if uri.host().is_none_or(str::is_empty) {
            return Err("the address has no host".to_owned());
        }
        let path = uri.path();
        Ok(Self {
            base: format!("{scheme}://{authority}"),
            path: if path == "/" { "" } else { path }.to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
        })
    }

    /// Adds a parameter before everything the vendor adds, unless there is one of that name.
    pub fn with_parameter(mut self, name: &str, value: &str) -> Self {
        let there = |pair: &str| pair.split('=').next() == Some(name);
        if !self.query.split('&').any(there) {
            self.query = joined(&self.query, &format!("{name}={}", encoded(value)));
        }
        self
    }

    /// Where a webhook goes: its query behind the one that is there, as the vendor does. An address without a path of its own
    /// takes that of the webhook.
    pub fn of(&self, path: &str, query: &str) -> Result<Uri, String> {
        let path = if self.path.is_empty() {
            path
        } else {
            &self.path
        };
        let query = joined(&self.query, query);
        let mark = if query.is_empty() { "" } else { "?" };
        let whole = format!("{}{path}{mark}{query}", self.base);
        whole
            .parse()
            .map_err(|error| format!("it makes no address: {error}"))
    }

    /// The same for people. What the address itself has in its query may be secret, and is masked.
    pub fn shown(&self, path: &str, query: &str) -> String {
        let path = if self.path.is_empty() {
            path
        } else {
            &self.path
        };
        let own = self.query.split('&').filter(|pair| !pair.is_empty());
        let own: Vec<String> = own
            .map(|pair| format!("{}=***", pair.split('=').next().unwrap_or_default()))
            .collect();
        let query = joined(&own.join("&"), query);
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{path}{mark}{query}", self.base)
    }

    /// The whole of it, secrets included, for the service.
    pub fn whole(&self) -> String {
        let path = if self.path.is_empty() {
            "/"
        } else {
            &self.path
        };
        let mark = if self.query.is_empty() { "" } else { "?" };
        format!("{}{path}{mark}{}", self.base, self.query)
    }

    /// Whether it is that port of this machine.
    pub fn is_port_here(&self, port: u16) -> bool {
        let at = self.base.rsplit_once(':').map(|(_, port)| port.parse());
        let usual = if self.base.starts_with("https") {
            443
        } else {
            80
        };
        self.is_local() && at.and_then(Result::ok).unwrap_or(usual) == port
    }

    /// Whether it is on this machine.
    pub fn is_local(&self) -> bool {
        let host = self.base.split_once("://").map_or("", |(_, rest)| rest);
        let host = match host.strip_prefix('[') {
            Some(v6) => v6.split(']').next().unwrap_or_default(),
            None => host.split(':').next().unwrap_or_default(),
        };
        host.eq_ignore_ascii_case("localhost")
            || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown("", ""))
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Target({self})")
    }
}

/// Two queries as one.
pub fn joined(before: &str, after: &str) -> String {
    match (before, after) {
        ("", _) => after.to_owned(),
        (_, "") => before.to_owned(),
        (before, after) => format!("{}&{after}", before.trim_end_matches('&')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_in_several_ways() {
        for (text, whole) in [
            ("3000", "http://localhost:3000/"),
            ("3000/hook?a=b", "http://localhost:3000/hook?a=b"),
            ("localhost:3000/hook", "http://localhost:3000/hook"),
            ("https://h/a?b=c#d", "https://h/a?b=c"),
            ("http://[::1]:80", "http://[::1]:80/"),
        ] {
            assert_eq!(
                Target::parse(text).map(|target| target.whole()).as_deref(),
                Ok(whole)
            );
        }
        for wrong in [
            "",
            "ftp://h/",
            "http://",
            "http://u:p@h/",
            "http://h/ s3cr3t",
            "/path",
        ] {
            let error = Target::parse(wrong).expect_err(wrong);
            assert!(!error.contains("s3cr3t"), "{error}");
        }
    }

    #[test]
    fn the_query_of_a_webhook_is_added_as_it_is() {
        let query = "SdkAppid=1&CallbackCommand=a.b&x='%7e";
        let of = |text: &str| {
            let target = Target::parse(text).expect("an address");
            target
                .of("/from/service", query)
                .expect("an address")
                .to_string()
        };
        assert_eq!(of("http://h"), format!("http://h/from/service?{query}"));
        assert_eq!(
            of("http://h/mine?a=b"),
            format!("http://h/mine?a=b&{query}")
        );
    }

    #[test]
    fn what_is_shown_has_no_secret() {
        let target = Target::parse("http://h/p?token=s3cr3t&x").expect("an address");
        assert_eq!(target.to_string(), "http://h/p?token=***&x=***");
        assert_eq!(format!("{target:?}"), "Target(http://h/p?token=***&x=***)");
        let target = target
            .with_parameter("token", "other")
            .with_parameter("k", "a b");
        assert_eq!(target.whole(), "http://h/p?token=s3cr3t&x&k=a%20b");
    }

    #[test]
    fn this_machine_is_known() {
        let local = |text| Target::parse(text).expect("an address").is_local();
        assert!(local("http://127.0.0.1:1/") && local("http://[::1]:1/") && local("localhost"));
        assert!(!local("http://192.0.2.1/") && !local("https://localhost.example"));
    }
}
