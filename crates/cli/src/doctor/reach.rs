//! An address, and one look at it.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use jiff::fmt::rfc2822;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use url::{Host, Url};

/// Most that is read of a head.
const HEAD: usize = 64 * 1024;

/// Where something listens.
#[derive(Debug, Clone)]
pub struct Target {
    pub https: bool,
    pub host: String,
    pub port: u16,
    path: String,
    ip: Option<IpAddr>,
}

/// What an HTTP server says before its body.
#[derive(Debug)]
pub struct Head {
    pub status: u16,
    /// Its clock, in Unix seconds.
    pub date: Option<i64>,
}

impl Target {
    pub fn parse(text: &str) -> Result<Self, String> {
        let url =
            Url::parse(text).map_err(|error| format!("the address cannot be read: {error}"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err("the address must start with https:// or http://".to_owned());
        }
        let (host, ip) = match url.host() {
            Some(Host::Domain(name)) => (name.to_owned(), None),
            Some(Host::Ipv4(ip)) => (ip.to_string(), Some(ip.into())),
            Some(Host::Ipv6(ip)) => (ip.to_string(), Some(ip.into())),
            None => return Err("the address has no host".to_owned()),
        };
        Ok(Self {
            https: url.scheme() == "https",
            host,
            port: url.port_or_known_default().unwrap_or(443),
            path: url.path().to_owned(),
            ip,
        })
    }

    pub fn ip(&self) -> Option<IpAddr> {
        self.ip
    }

    /// Its address as far as proxies are chosen by it.
    pub fn uri(&self) -> Option<hyper::Uri> {
        let scheme = if self.https { "https" } else { "http" };
        let uri = hyper::Uri::builder().scheme(scheme);
        uri.authority(self.authority())
            .path_and_query("/")
            .build()
            .ok()
    }

    /// Host and port; the port only where it is not the scheme's.
    fn authority(&self) -> String {
        let host = match self.ip {
            Some(IpAddr::V6(ip)) => format!("[{ip}]"),
            _ => self.host.clone(),
        };
        let default = if self.https { 443 } else { 80 };
        if self.port == default {
            host
        } else {
            format!("{host}:{}", self.port)
        }
    }

    pub fn is_loopback(&self) -> bool {
        self.host == "localhost" || self.ip.is_some_and(|ip| ip.is_loopback())
    }

    /// Whether the host is one that others cannot reach, as far as its name tells.
    pub fn is_private(&self) -> bool {
        let names = ["localhost", "local", "internal", "lan", "home.arpa", "test"];
        let below = |name: &&str| {
            let rest = self.host.strip_suffix(*name);
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        match self.ip {
            Some(ip) => is_private(ip),
            None => !self.host.contains('.') || names.iter().any(below),
        }
    }

    /// Its addresses.
    pub async fn resolve(&self, limit: Duration) -> Result<Vec<SocketAddr>, String> {
        if let Some(ip) = self.ip {
            return Ok(vec![SocketAddr::new(ip, self.port)]);
        }
        let found = timeout(limit, lookup_host((self.host.as_str(), self.port))).await;
        match found {
            Err(_) => Err(format!("no answer within {limit:?}")),
            Ok(Err(error)) => Err(error.to_string()),
            Ok(Ok(found)) => {
                let found: Vec<SocketAddr> = found.collect();
                if found.is_empty() {
                    Err("it has no address".to_owned())
                } else {
                    Ok(found)
                }
            }
        }
    }

    /// Asks for a head at its path, without a query and without a secret.
    pub async fn head<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        mut stream: S,
        limit: Duration,
    ) -> Result<Head, String> {
        let request = format!(
            "HEAD {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: call-engine\r\nAccept: */*\r\nConnection: close\r\n\r\n",
            self.path,
            self.authority()
        );
        let asked = async {
            stream.write_all(request.as_bytes()).await?;
            let mut head = Vec::new();
            let mut bytes = [0; 4_096];
            while head.len() < HEAD && !head.windows(4).any(|part| part == b"\r\n\r\n") {
                match stream.read(&mut bytes).await? {
                    0 => break,
                    count => head.extend_from_slice(&bytes[..count]),
                }
            }
            io::Result::Ok(head)
        };
        let head = match timeout(limit, asked).await {
            Err(_) => return Err(format!("no answer within {limit:?}")),
            Ok(Err(error)) => return Err(error.to_string()),
            Ok(Ok(head)) => head,
        };
        read(&String::from_utf8_lossy(&head)).ok_or_else(|| "the answer is not HTTP".to_owned())
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} port {}", self.host, self.port)
    }
}

fn read(head: &str) -> Option<Head> {
    let mut lines = head.lines();
    let first = lines.next()?;
    let status = first
        .strip_prefix("HTTP/")?
        .split(' ')
        .nth(1)?
        .parse()
        .ok()?;
    let date = lines.find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("date").then(|| value.trim())
    });
    let date = date.and_then(|date| rfc2822::DateTimeParser::new().parse_timestamp(date).ok());
    Some(Head {
        status,
        date: date.map(jiff::Timestamp::as_second),
    })
}

/// Connects to the first address that answers; says how long it took.
pub async fn connect(
    addresses: &[SocketAddr],
    limit: Duration,
) -> Result<(TcpStream, SocketAddr, Duration), String> {
    let mut last = "it has no address".to_owned();
    for address in addresses {
        let begun = Instant::now();
        match timeout(limit, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok((stream, *address, begun.elapsed())),
            Ok(Err(error)) => last = format!("{address}: {error}"),
            Err(_) => last = format!("{address}: no answer within {limit:?}"),
        }
    }
    Err(last)
}

/// Whether an address is of a network that others cannot reach.
pub fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [first, second, ..] = ip.octets();
            ip.is_loopback()
                || ip.is_private()
                || ip.is_link_local()
                || ip.is_unspecified()
                // Shared by the customers of a carrier.
                || (first == 100 && (64..128).contains(&second))
        }
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => is_private(ip.into()),
            None => {
                ip.is_loopback()
                    || ip.is_unspecified()
                    || ip.is_unique_local()
                    || ip.is_unicast_link_local()
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_cannot_reach_is_known_by_its_name() {
        let private = |text: &str| Target::parse(text).expect(text).is_private();
        for text in [
            "http://localhost/x",
            "http://127.0.0.1:1",
            "http://10.1.2.3",
            "https://192.168.0.1",
            "http://100.64.0.1",
            "http://169.254.1.1",
            "http://[::1]",
            "http://[fd00::1]",
            "http://[::ffff:10.0.0.1]",
            "https://build.local",
            "https://server",
        ] {
            assert!(private(text), "{text}");
        }
        for text in [
            "https://example.com",
            "http://8.8.8.8",
            "https://[2001:db8::1]",
            "https://notlocal.example",
        ] {
            assert!(!private(text), "{text}");
        }
    }

    #[test]
    fn a_head_is_read() {
        let head = read("HTTP/1.1 405 Not Allowed\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n");
        let head = head.expect("a head");
        assert_eq!((head.status, head.date), (405, Some(784_111_777)));
        assert!(read("SSH-2.0-OpenSSH\r\n").is_none());
        assert!(read("").is_none());
        let undated = read("HTTP/1.0 200\r\nDate: soon\r\n\r\n").expect("a head");
        assert_eq!((undated.status, undated.date), (200, None));
    }
}
