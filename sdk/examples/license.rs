//! A license client: activates a code, then asks for its state once a day.
//! `cargo run -p guildhall-sdk --features client --example license -- HOST AK SK CODE`.

use guildhall_sdk::{
    client::{ClientError, Credentials, OpenApi, Settings},
    protocol::{
        Dialect,
        codes::LicenseCode,
        openapi::{ActivateLicense, Heartbeat, LicenseInfo},
    },
};
use std::error::Error;

/// Activates the code, unless it is active, and says what it is.
pub async fn activate(api: &OpenApi, code: &str) -> Result<LicenseInfo, ClientError> {
    let call = ActivateLicense {
        license: code.into(),
        real_effect_time: None,
    };
    match api.activate_license(&call).await {
        Ok(_) => {}
        // A second start of the program is no mistake.
        Err(ClientError::Refused { code, .. }) if code == LicenseCode::IllegalState.as_str() => {}
        Err(error) => return Err(error),
    }
    api.heartbeat(&Heartbeat {
        license: code.into(),
        heartbeat_info: None,
    })
    .await
}

pub fn client(host: &str, access_key: &str, secret: &str) -> Result<OpenApi, ClientError> {
    let credentials = Credentials {
        access_key: access_key.into(),
        secret: secret.into(),
        seller_key: None,
    };
    Ok(OpenApi::new(credentials, Settings::default(), Dialect::default())?.at(vec![host.into()]))
}

#[tokio::main]
#[expect(clippy::print_stdout, reason = "this is what the program is for")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [host, access_key, secret, code] = &arguments[..] else {
        return Err("HOST AK SK CODE".into());
    };
    println!(
        "{}",
        activate(&client(host, access_key, secret)?, code).await?.status
    );
    Ok(())
}
