//! Certificates of one's own authority, with each TLS there is.

use crate::support::builder_at;

#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod with_tls {
    use call_engine::RetryPolicy;

    use crate::support::builder_at;
    use crate::support::secure::{Secure, signed};

    #[tokio::test]
    async fn an_authority_that_was_added_is_trusted_and_no_other() {
        let (authority, identity) = signed("127.0.0.1");
        let (another, _) = signed("127.0.0.1");
        let server = Secure::start(identity).await;
        let client = builder_at(&server.url())
            .retry(RetryPolicy::never())
            .add_root_certificate(another.clone())
            .build();
        let error = client
            .expect("a client")
            .end_call("c1")
            .await
            .expect_err("a stranger");
        assert!(
            error.is_connect() && error.message().contains("certificate"),
            "{error}"
        );
        assert_eq!(server.seen(), (1, 0));
        // Several in one text, and several texts.
        for builder in [
            builder_at(&server.url()).add_root_certificate(format!("{another}{authority}")),
            builder_at(&server.url())
                .add_root_certificate(another)
                .add_root_certificate(authority),
        ] {
            let client = builder.build().expect("a client");
            client.end_call("c1").await.expect("a success");
        }
        assert_eq!(server.seen(), (3, 2));
    }

    #[test]
    fn a_text_that_holds_no_certificate_is_refused_when_the_client_is_made() {
        let (authority, _) = signed("127.0.0.1");
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        for pem in [
            String::new(),
            "no certificate at all".to_owned(),
            broken.to_owned(),
            format!("{authority}{broken}"),
        ] {
            for url in ["https://127.0.0.1:1", "http://127.0.0.1:1"] {
                let error = builder_at(url).add_root_certificate(pem.clone()).build();
                let error = error.expect_err("no certificate");
                assert!(error.is_setup(), "{error:?}");
                assert!(
                    error.message().starts_with("the root certificate: "),
                    "{error}"
                );
            }
        }
        #[cfg(feature = "rustls")]
        {
            let error = builder_at("https://127.0.0.1:1")
                .add_root_certificate(format!("{authority}{broken}"))
                .build();
            let error = error.expect_err("a broken certificate");
            assert!(
                error.message().contains("number 2 of the PEM text"),
                "{error}"
            );
        }
    }
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[test]
fn without_tls_https_and_certificates_name_the_features_that_give_it() {
    for builder in [
        builder_at("https://127.0.0.1:1"),
        builder_at("http://127.0.0.1:1").add_root_certificate("pem"),
    ] {
        let error = builder.build().expect_err("no TLS");
        assert!(error.is_setup(), "{error:?}");
        assert!(
            error.message().contains("`rustls` or `native-tls`"),
            "{error}"
        );
    }
}

#[test]
fn a_plain_client_needs_no_certificates() {
    assert!(builder_at("http://127.0.0.1:1").build().is_ok());
}
