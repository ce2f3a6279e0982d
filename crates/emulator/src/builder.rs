//! What an emulator is made with.

use std::collections::BTreeSet;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use usersig::SecretKey;

use crate::clock::Clock;
use crate::connection::Door;
use crate::emulator::{Emulator, Entrance, Running, Task};
use crate::envelope::RequestIds;
use crate::fault::FaultRule;
use crate::gateway::{App, GoodTickets};
use crate::generated::routes::ROUTES;
use crate::journal::{self, Change};
use crate::management;
use crate::options::Options;
use crate::phone::{Phone, PhoneBook};
use crate::ring::Ring;
use crate::route::Route;
use crate::server::{self, Shared};
use crate::service::Service;
use crate::table::Table;
#[cfg(feature = "tls")]
use crate::tls::{Tls, TlsError};
#[cfg(feature = "tls")]
use crate::webhook::Trust;
use crate::webhook::{self, Lines, Outbox, Rule};

/// The application number of the vendor's published examples, and the emulator's default.
pub const SAMPLE_SDK_APP_ID: u32 = 1_400_000_000;

/// The secret key the vendor publishes as a sample. Public, so good for nothing but tests; the emulator's default.
pub const SAMPLE_SECRET_KEY: &str =
    "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";

/// Makes an [`Emulator`]. Every setting has a default, so `Emulator::builder().start()` is enough.
#[derive(Debug, Clone)]
#[must_use]
pub struct Builder {
    sdk_app_id: u32,
    /// Its text shows neither in `Debug`.
    secret_key: Secret,
    administrators: BTreeSet<String>,
    phones: PhoneBook,
    clock: Clock,
    seed: u64,
    address: SocketAddr,
    options: Options,
    extra_routes: Vec<&'static [Route]>,
    log_capacity: usize,
    webhook_token: Option<Secret>,
    webhook_rules: Vec<Rule>,
    fault_rules: Vec<FaultRule>,
    management: Option<SocketAddr>,
    data: Option<PathBuf>,
    #[cfg(feature = "tls")]
    tls: Option<Tls>,
    #[cfg(feature = "tls")]
    webhook_trust: Trust,
}

#[derive(Clone)]
struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            sdk_app_id: SAMPLE_SDK_APP_ID,
            secret_key: Secret(SAMPLE_SECRET_KEY.to_owned()),
            administrators: ["administrator", "admin"].map(str::to_owned).into(),
            phones: PhoneBook::default(),
            clock: Clock::system(),
            seed: 0,
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            options: Options::default(),
            extra_routes: Vec::new(),
            log_capacity: 10_000,
            webhook_token: None,
            webhook_rules: Vec::new(),
            fault_rules: Vec::new(),
            management: None,
            data: None,
            #[cfg(feature = "tls")]
            tls: None,
            #[cfg(feature = "tls")]
            webhook_trust: Trust::default(),
        }
    }
}

impl Builder {
    /// The application to play. Default: [`SAMPLE_SDK_APP_ID`].
    pub fn sdk_app_id(mut self, sdk_app_id: u32) -> Self {
        self.sdk_app_id = sdk_app_id;
        self
    }

    /// The application's secret key, as text. Default: [`SAMPLE_SECRET_KEY`].
    pub fn secret_key(mut self, key: impl Into<String>) -> Self {
        self.secret_key = Secret(key.into());
        self
    }

    /// One more administrator. `administrator` and `admin` are there already.
    pub fn administrator(mut self, identifier: impl Into<String>) -> Self {
        self.administrators.insert(identifier.into());
        self
    }

    /// These administrators and no others.
    pub fn administrators<T: Into<String>>(
        mut self,
        identifiers: impl IntoIterator<Item = T>,
    ) -> Self {
        self.administrators = identifiers.into_iter().map(Into::into).collect();
        self
    }

    /// The phone of one user, or of all whose UserID fits a pattern: see [`PhoneBook`].
    pub fn phone(mut self, user_or_pattern: impl Into<String>, phone: Phone) -> Self {
        self.phones.set(user_or_pattern, phone);
        self
    }

    /// All settings of a scenario; its steps are not run. What is set after this counts, what was set before counts where the
    /// scenario says nothing.
    #[cfg(feature = "scenario")]
    pub fn scenario(self, scenario: &crate::scenario::Scenario) -> Self {
        scenario.set_up(self)
    }

    /// These phones and no others.
    pub fn phones(mut self, phones: PhoneBook) -> Self {
        self.phones = phones;
        self
    }

    /// The phone of everybody else. Default: [`Phone::Manual`].
    pub fn default_phone(mut self, phone: Phone) -> Self {
        self.phones.set_default(phone);
        self
    }

    /// Where the time comes from, for tickets too. Default: [`Clock::system`].
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// What call IDs, request IDs and chosen rooms come from. Default: 0.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Where to listen. Default: a free port of 127.0.0.1.
    pub fn listen(mut self, address: impl Into<SocketAddr>) -> Self {
        self.address = address.into();
        self
    }

    /// Speaks TLS at the port of the API, and nothing else there. Default: plain HTTP. Management stays plain.
    #[cfg(feature = "tls")]
    pub fn tls(mut self, tls: Tls) -> Self {
        self.tls = Some(tls);
        self
    }

    /// Changes how undocumented points are read.
    ///
    /// ```
    /// use call_engine_emulator::Emulator;
    ///
    /// let builder = Emulator::builder().options(|options| options.caller_among_callees = false);
    /// # let _ = builder;
    /// ```
    pub fn options(mut self, change: impl FnOnce(&mut Options)) -> Self {
        change(&mut self.options);
        self
    }

    /// More commands than the contract has, or others under the same paths.
    pub fn routes(mut self, routes: &'static [Route]) -> Self {
        self.extra_routes.push(routes);
        self
    }

    /// The token that signs webhooks (`RequestTime` and `Sign`, as the neighbours of Call do). Default: none.
    pub fn webhook_token(mut self, token: impl Into<String>) -> Self {
        self.webhook_token = Some(Secret(token.into()));
        self
    }

    /// Trusts the certificates of a PEM text, one or several, when webhooks go to an https address, beside those this machine
    /// trusts. May be called again for more.
    ///
    /// # Errors
    ///
    /// When there is none in it, or one that cannot be read.
    #[cfg(feature = "tls")]
    pub fn webhook_authority(mut self, pem: impl AsRef<[u8]>) -> Result<Self, TlsError> {
        self.webhook_trust.add(pem.as_ref())?;
        Ok(self)
    }

    /// Sends webhooks to https addresses whatever certificate is shown there, such as one a receiver made for itself. The
    /// vendor would not. Default: certificates are checked.
    #[cfg(feature = "tls")]
    pub fn webhook_insecure(mut self) -> Self {
        self.webhook_trust.trust_anyone();
        self
    }

    /// What befalls webhooks on their way; of several rules the first that fits counts. Without any they are sent at once.
    pub fn webhook_rule(mut self, rule: Rule) -> Self {
        self.webhook_rules.push(rule);
        self
    }

    /// What goes wrong with requests that do not ask for it; of several rules the first that strikes counts. Without any
    /// nothing does.
    pub fn fault_rule(mut self, rule: FaultRule) -> Self {
        self.fault_rules.push(rule);
        self
    }

    /// A little of everything goes wrong: [`FaultRule::chaos`].
    pub fn chaos(mut self) -> Self {
        self.fault_rules.extend(FaultRule::chaos());
        self
    }

    /// Where to listen for its [management](crate::management): state, phones, clock, faults, logs. Whoever reaches this address
    /// manages the emulator. Default: nowhere.
    pub fn management(mut self, address: impl Into<SocketAddr>) -> Self {
        self.management = Some(address.into());
        self
    }

    /// A folder that keeps its state over restarts, a kill included: every command is written there before it is answered. A folder that
    /// has a state already goes on with it; the seed stays that of its first start, phones given now overrule the kept ones, and
    /// rules replace the kept ones if they are not those of the last start.
    ///
    /// What the disk makes of a power failure is beyond it. Default: none.
    pub fn data(mut self, folder: impl Into<PathBuf>) -> Self {
        self.data = Some(folder.into());
        self
    }

    /// How many requests, how many events, and how many webhooks are remembered. Default: 10,000 each. 0 remembers none.
    pub fn log_capacity(mut self, entries: usize) -> Self {
        self.log_capacity = entries;
        self
    }

    /// Starts it. Needs a Tokio runtime and lives as long as the returned value.
    ///
    /// # Errors
    ///
    /// When the address is taken, the secret key is none, a route does not hold what it should, or a certificate cannot be used.
    pub async fn start(self) -> io::Result<Emulator> {
        let key = SecretKey::new(&self.secret_key.0)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
        let mut table = Table::default();
        table.add(ROUTES)?;
        for routes in self.extra_routes {
            table.add(routes)?;
        }
        let lines = Lines::new(
            #[cfg(feature = "tls")]
            self.webhook_trust,
        );
        let wake = Arc::new(Notify::new());
        self.clock.wakes(&wake);
        let outbox = Outbox::new(
            self.sdk_app_id,
            self.webhook_token.map(|token| token.0),
            self.log_capacity,
        );
        let settings = Change::Start {
            seed: self.seed,
            options: Box::new(self.options.clone()),
            phones: self.phones,
            webhook_rules: self.webhook_rules,
            fault_rules: self.fault_rules,
        };
        let (begun, journal) = journal::begin(self.data, outbox, &self.clock, settings).await?;
        let shared = Arc::new(Shared {
            service: Service {
                app: App {
                    sdk_app_id: self.sdk_app_id,
                    key,
                    administrators: self.administrators,
                    good_tickets: GoodTickets::default(),
                },
                options: self.options,
                table,
                clock: self.clock,
                request_ids: RequestIds::new(self.seed, begun.origin.starts),
                pace: Mutex::default(),
                engine: Mutex::new(begun.engine),
                events: Mutex::new(Ring::new(self.log_capacity)),
                outbox: Mutex::new(begun.outbox),
                faults: Mutex::new(begun.faults),
                origin: begun.origin,
                journal,
                wake,
                changed: watch::Sender::new(()),
            },
            requests: Mutex::new(Ring::new(self.log_capacity)),
        });
        let listener = TcpListener::bind(self.address).await?;
        let address = listener.local_addr()?;
        let management = match self.management {
            Some(address) => Some(TcpListener::bind(address).await?),
            None => None,
        };
        #[cfg(feature = "tls")]
        let (door, authority_pem) = match self.tls {
            None => (Door::Open, None),
            Some(tls) => {
                let ready = tls.ready(address.ip())?;
                (Door::Secure(ready.acceptor), ready.authority_pem)
            }
        };
        #[cfg(not(feature = "tls"))]
        let (door, authority_pem) = (Door::Open, None);
        let entrance = Entrance {
            address,
            secure: !matches!(door, Door::Open),
            authority_pem,
        };
        let (stop, stopped) = watch::channel(false);
        let (end, ended) = watch::channel(());
        let serving = Arc::clone(&shared);
        let serving = tokio::spawn(async move {
            server::serve(listener, door, serving, stopped).await;
            // Whatever ends serving, dropping this says so.
            drop(end);
        });
        let sender = tokio::spawn(webhook::run(Arc::clone(&shared), lines));
        let sender = Task(sender.abort_handle());
        let mut tasks = vec![sender];
        let mut managed_at = None;
        if let Some(listener) = management {
            managed_at = Some(listener.local_addr()?);
            let managing = management::serve(listener, Arc::clone(&shared));
            tasks.push(Task(tokio::spawn(managing).abort_handle()));
        }
        let running = Running {
            stop,
            ended,
            serving: serving.abort_handle(),
            _tasks: tasks,
        };
        Ok(Emulator::new(shared, entrance, managed_at, running))
    }
}
