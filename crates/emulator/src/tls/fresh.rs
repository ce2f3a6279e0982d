//! An authority for one certificate.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use rustls::pki_types::{PrivateKeyDer, ServerName};

use super::TlsError;
use super::identity::Identity;
use crate::generated::routes::HOSTS;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Clients of Apple take no certificate for longer than 398 days.
const LIFE: Duration = Duration::from_secs(365 * 24 * 60 * 60);
const HERE: &[&str] = &["localhost", "127.0.0.1", "::1"];

pub(super) struct Fresh {
    pub(super) identity: Identity,
    pub(super) authority_pem: String,
}

/// Whether a certificate can hold this name.
pub(super) fn check(name: &str) -> Result<(), TlsError> {
    let plain = name.strip_prefix("*.").unwrap_or(name);
    match ServerName::try_from(plain) {
        Ok(_) => Ok(()),
        Err(_) => Err(TlsError::new(format!(
            "{name:?} is neither a host name nor an IP address; it takes no port and no https://"
        ))),
    }
}

pub(super) fn make(names: &[String], address: IpAddr) -> Result<Fresh, TlsError> {
    let wrong = |error: rcgen::Error| TlsError::new(format!("no certificate can be made: {error}"));
    let key = KeyPair::generate().map_err(wrong)?;
    let params = authority(&key);
    let authority_pem = params.self_signed(&key).map_err(wrong)?.pem();
    let issuer = Issuer::new(params, key);

    let key = KeyPair::generate().map_err(wrong)?;
    let params = leaf(names, address).map_err(wrong)?;
    // The authority's key goes with the issuer, at the end of this.
    let certificate = params.signed_by(&key, &issuer).map_err(wrong)?;
    Ok(Fresh {
        identity: Identity {
            chain: vec![certificate.into()],
            key: PrivateKeyDer::Pkcs8(key.serialize_der().into()),
        },
        authority_pem,
    })
}

fn authority(key: &KeyPair) -> CertificateParams {
    let mut params = CertificateParams::default();
    valid(&mut params);
    // OpenSSL looks for an authority by its name, so each has its own.
    let of_its_key = params.key_identifier(key).into_iter().take(4);
    let of_its_key = of_its_key.fold(0_u32, |number, byte| number << 8 | u32::from(byte));
    let name = format!("call-engine emulator {of_its_key:08x}");
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn leaf(names: &[String], address: IpAddr) -> Result<CertificateParams, rcgen::Error> {
    let mut all: BTreeSet<String> = names.iter().cloned().collect();
    all.extend(HOSTS.iter().chain(HERE).map(ToString::to_string));
    if !address.is_unspecified() {
        all.insert(address.to_string());
    }
    let mut params = CertificateParams::new(Vec::from_iter(all))?;
    valid(&mut params);
    let name = "call-engine emulator";
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::ExplicitNoCa;
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    Ok(params)
}

/// From yesterday, for clocks that go a little wrong, by the machine's clock: that is the one its clients have.
fn valid(params: &mut CertificateParams) {
    let epoch = rcgen::date_time_ymd(1970, 1, 1);
    let now = SystemTime::now();
    let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    params.not_before = epoch + now.saturating_sub(DAY);
    params.not_after = epoch + now + LIFE;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_host_or_an_address() {
        for good in ["example.com", "*.example.com", "10.0.0.1", "::1", "host-1"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in ["", "https://example.com", "example.com:443", "a b", "*"] {
            let error = check(bad).unwrap_err().to_string();
            assert!(error.contains("host name"), "{error}");
        }
    }
}
