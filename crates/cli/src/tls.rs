//! TLS of the emulator: the certificate it shows, and whose it takes.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use call_engine_emulator::tls::Tls;
use call_engine_emulator::{Builder, Emulator};
use clap::Args;

use crate::exit::Failure;

#[derive(Debug, Args)]
pub struct TlsArguments {
    /// Speaks https with a certificate made for this run, good for the vendor's hosts and this machine
    #[arg(long, conflicts_with = "tls_cert")]
    tls: bool,
    /// Speaks https with the certificate of this PEM file, followed in it by those that lead to its authority
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// PEM file with the private key of --tls-cert
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Another host name or IP address that the certificate of --tls is good for; may be repeated
    #[arg(long, value_name = "NAME", requires = "tls")]
    tls_name: Vec<String>,
    /// Where the authority that clients of --tls must trust is written, as PEM. Default: a file of the folder for
    /// temporary files, gone at the end
    #[arg(long, value_name = "FILE", requires = "tls")]
    tls_ca_out: Option<PathBuf>,
    /// PEM file with an authority to trust when webhooks go to an https address; may be repeated
    #[arg(long, value_name = "FILE")]
    webhook_ca: Vec<PathBuf>,
    /// Sends webhooks to https addresses whatever certificate is shown there
    #[arg(long)]
    webhook_insecure: bool,
}

impl TlsArguments {
    pub fn apply(&self, mut builder: Builder) -> Result<Builder, Failure> {
        if self.tls {
            let tls = Tls::fresh_for(&self.tls_name)
                .map_err(|error| Failure::local(format!("--tls-name: {error}")))?;
            builder = builder.tls(tls);
        }
        if let (Some(certificate), Some(key)) = (&self.tls_cert, &self.tls_key) {
            let chain = read("--tls-cert", certificate)?;
            let tls = Tls::from_pem(chain, read("--tls-key", key)?).map_err(|error| {
                let (certificate, key) = (certificate.display(), key.display());
                Failure::local(format!("--tls-cert {certificate} --tls-key {key}: {error}"))
            })?;
            builder = builder.tls(tls);
        }
        for file in &self.webhook_ca {
            let pem = read("--webhook-ca", file)?;
            builder = builder.webhook_authority(pem).map_err(|error| {
                Failure::local(format!("--webhook-ca {}: {error}", file.display()))
            })?;
        }
        if self.webhook_insecure {
            builder = builder.webhook_insecure();
        }
        Ok(builder)
    }

    /// Writes down whom clients must trust, where it is needed.
    pub fn authority(&self, emulator: &Emulator) -> Result<Option<Authority>, Failure> {
        if let Some(file) = &self.tls_cert {
            // Whoever trusts it needs to know nothing else, also when it is its own authority.
            return Ok(Some(Authority::kept(file)));
        }
        let Some(pem) = emulator.authority_pem() else {
            return Ok(None);
        };
        match &self.tls_ca_out {
            Some(file) => {
                fs::write(file, pem).map_err(|error| {
                    Failure::local(format!("--tls-ca-out {}: {error}", file.display()))
                })?;
                Ok(Some(Authority::kept(file)))
            }
            None => Authority::for_this_run(pem).map(Some),
        }
    }
}

fn read(flag: &str, file: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(file).map_err(|error| Failure::local(format!("{flag} {}: {error}", file.display())))
}

/// A file with whom clients must trust.
pub struct Authority {
    pub file: PathBuf,
    temporary: bool,
}

impl Authority {
    fn kept(file: &Path) -> Self {
        Self {
            // Programs in other folders read it too.
            file: std::path::absolute(file).unwrap_or_else(|_| file.to_owned()),
            temporary: false,
        }
    }

    fn for_this_run(pem: &str) -> Result<Self, Failure> {
        let name = format!("call-engine-emulator-{:016x}.pem", fastrand::u64(..));
        let file = std::env::temp_dir().join(name);
        // New, so that nobody chooses by a link where it goes.
        let written = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&file)
            .and_then(|mut opened| opened.write_all(pem.as_bytes()));
        match written {
            Ok(()) => Ok(Self {
                file,
                temporary: true,
            }),
            Err(error) => Err(Failure::local(format!(
                "the authority of --tls cannot be written to {}: {error}; --tls-ca-out chooses another place",
                file.display()
            ))),
        }
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        if self.temporary {
            let _ = fs::remove_file(&self.file);
        }
    }
}
