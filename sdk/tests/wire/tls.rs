//! TLS is strict: an unknown authority, another host's name and a certificate out of its time are refused.

use guildhall_sdk::{
    client::{ClientError, Credentials, OpenApi, Settings},
    protocol::{Dialect, openapi::QueryOrder},
};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use std::sync::Arc;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{self, ServerConfig, pki_types::PrivateKeyDer},
};

struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Authority {
        let mut params = CertificateParams::new(Vec::new()).expect("no names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        Authority(CertifiedIssuer::self_signed(params, key).expect("a certificate"))
    }

    /// A server that answers whatever it is asked, under this name.
    async fn serve(&self, name: &str, expired: bool) -> String {
        let mut params = CertificateParams::new(vec![name.to_owned()]).expect("a name");
        if expired {
            params.not_after = date_time_ymd(2001, 1, 1);
        }
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.0).expect("a certificate");
        let config =
            ServerConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
                .with_safe_default_protocol_versions()
                .expect("versions")
                .with_no_client_auth()
                .with_single_cert(
                    vec![certificate.der().clone()],
                    PrivateKeyDer::try_from(key.serialize_der()).expect("a key"),
                )
                .expect("they belong together");
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    continue;
                };
                let _ = stream.read(&mut [0; 4096]).await;
                let body = r#"{"resultCode":"MKT.0101","resultMsg":"it was reached"}"#;
                let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n";
                let answer = format!("{head}Content-Length: {}\r\n\r\n{body}", body.len());
                let _ = stream.write_all(answer.as_bytes()).await;
                let _ = stream.shutdown().await;
            }
        });
        format!("https://localhost:{port}")
    }

    fn pem(&self) -> Vec<u8> {
        self.0.pem().into_bytes()
    }
}

async fn ask(host: String, roots: Vec<Vec<u8>>) -> ClientError {
    let credentials = Credentials {
        access_key: "AK".into(),
        secret: "SK".into(),
        seller_key: None,
    };
    let settings = Settings {
        extra_roots: roots,
        attempts: 1,
        ..Settings::default()
    };
    let api = OpenApi::new(credentials, settings, Dialect::default())
        .expect("a client")
        .at(vec![host]);
    let order = QueryOrder {
        order_id: "o".into(),
        order_line_id: None,
    };
    api.query_order(&order)
        .await
        .expect_err("it is refused either way")
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_right_certificate_is_talked_to() {
    let authority = Authority::new();
    let trusted = vec![authority.pem()];
    let reached = ask(authority.serve("localhost", false).await, trusted.clone()).await;
    assert!(
        matches!(&reached, ClientError::Refused { code, .. } if code == "MKT.0101"),
        "{reached:?}"
    );
    for (host, roots) in [
        (authority.serve("localhost", false).await, Vec::new()),
        (
            authority.serve("localhost", false).await,
            vec![Authority::new().pem()],
        ),
        (authority.serve("elsewhere.example", false).await, trusted.clone()),
        (authority.serve("localhost", true).await, trusted.clone()),
    ] {
        let error = ask(host, roots).await;
        assert!(matches!(error, ClientError::Connect(_)), "{error:?}");
    }
}
