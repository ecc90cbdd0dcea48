//! The seller's side of the open API.

use super::{ClientError, Settings, call::Content, http::Http};
use crate::protocol::{
    AccessKey, Dialect,
    endpoint::Endpoint,
    message::{self, Fault, Faults, Wrong},
    openapi::{
        ActivateLicense, ActivateLicenseAnswer, ActivateLicenses, Heartbeat, LicenseInfo, OrderInfo,
        PushUsage, PushUsageOld, QueryOrder, ReportSoftwareUsage, Upload,
    },
};
use sha2::{Digest, Sha256};

/// Who calls.
///
/// ```
/// use guildhall_sdk::client::Credentials;
/// let credentials = Credentials { access_key: "AK".into(), secret: "SK".into(), seller_key: None };
/// assert!(!format!("{credentials:?}").contains("SK\""), "no secret in a log");
/// ```
#[derive(Debug, Clone)]
pub struct Credentials {
    /// AK of an IAM user with programmatic access.
    pub access_key: String,
    /// Its SK.
    pub secret: AccessKey,
    /// The seller's key of the base interfaces, which usage pushes are signed with.
    pub seller_key: Option<AccessKey>,
}

/// Calls the open API. Reads, and what the platform recognises when it comes twice, is repeated; everything else only
/// when it certainly did not arrive.
///
/// ```no_run
/// # async fn example() -> Result<(), guildhall_sdk::client::ClientError> {
/// use guildhall_sdk::client::{Credentials, OpenApi, Settings};
/// use guildhall_sdk::protocol::{Dialect, openapi::{MOCK_ORDERS, QueryOrder}};
/// let credentials = Credentials { access_key: "AK".into(), secret: "SK".into(), seller_key: None };
/// let api = OpenApi::new(credentials, Settings::default(), Dialect::default())?;
/// let order = api.query_order(&QueryOrder { order_id: MOCK_ORDERS[0].into(), order_line_id: None }).await?;
/// println!("{}", order.order_line[0].charging_mode);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone)]
pub struct OpenApi {
    pub(super) http: Http,
    pub(super) credentials: Credentials,
    pub(super) hosts: Vec<String>,
    pub(super) dialect: Dialect,
}

impl OpenApi {
    /// A client of the dialect's hosts.
    ///
    /// ```
    /// use guildhall_sdk::client::{Credentials, OpenApi, Settings};
    /// use guildhall_sdk::protocol::Dialect;
    /// let credentials = Credentials { access_key: "AK".into(), secret: "SK".into(), seller_key: None };
    /// assert!(OpenApi::new(credentials, Settings::default(), Dialect::international()).is_ok());
    /// ```
    ///
    /// # Errors
    /// The settings cannot be used.
    pub fn new(
        credentials: Credentials,
        settings: Settings,
        dialect: Dialect,
    ) -> Result<OpenApi, ClientError> {
        let hosts = dialect.hosts.iter().map(|host| (*host).to_owned()).collect();
        Ok(OpenApi {
            http: Http::new(settings)?,
            credentials,
            hosts,
            dialect,
        })
    }

    /// The same, at other hosts (`https://host[:port]`), tried in turn when one cannot be reached.
    ///
    /// ```
    /// # #[cfg(feature = "testing")]
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// # use guildhall_sdk::{client::{Credentials, OpenApi, Settings}, protocol::Dialect, testing::FakeMarketplace};
    /// # let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "the key").await.unwrap();
    /// # let credentials = Credentials { access_key: "AK".into(), secret: "SK".into(), seller_key: Some("the key".into()) };
    /// # let api = OpenApi::new(credentials, Settings::default(), Dialect::default()).unwrap().at(vec![market.url()]);
    /// use guildhall_sdk::protocol::openapi::QueryOrder;
    /// let api = api.at(vec![market.url()]);
    /// assert!(api.query_order(&QueryOrder { order_id: "MOCKONDEMAND".into(), order_line_id: None }).await.is_ok());
    /// # });
    /// ```
    #[must_use]
    pub fn at(mut self, hosts: Vec<String>) -> OpenApi {
        self.hosts = hosts;
        self
    }

    /// What is in an order.
    ///
    /// ```
    /// # #[cfg(feature = "testing")]
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// # use guildhall_sdk::{client::{Credentials, OpenApi, Settings}, protocol::Dialect, testing::FakeMarketplace};
    /// # let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "the key").await.unwrap();
    /// # let credentials = Credentials { access_key: "AK".into(), secret: "SK".into(), seller_key: Some("the key".into()) };
    /// # let api = OpenApi::new(credentials, Settings::default(), Dialect::default()).unwrap().at(vec![market.url()]);
    /// use guildhall_sdk::protocol::openapi::QueryOrder;
    /// let query = QueryOrder { order_id: "MOCKPERIODYEARNEW".into(), order_line_id: None };
    /// assert_eq!(api.query_order(&query).await.unwrap().order_line[0].period_type.as_deref(), Some("year"));
    /// # });
    /// ```
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn query_order(&self, query: &QueryOrder) -> Result<OrderInfo, ClientError> {
        let answer = self.call(query).await?;
        let missing = || {
            Faults(vec![Fault {
                path: "orderInfo".into(),
                wrong: Wrong::Missing,
            }])
        };
        answer.order_info.ok_or_else(|| ClientError::Faulty(missing()))
    }

    /// Reports usage. Safe to repeat: `metering_sn` tells the platform what it has already.
    ///
    /// ```
    /// # #[cfg(feature = "testing")]
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// # use guildhall_sdk::{client::{Credentials, OpenApi, Settings}, protocol::Dialect, testing::FakeMarketplace};
    /// # let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "the key").await.unwrap();
    /// # let credentials = Credentials { access_key: "AK".into(), secret: "SK".into(), seller_key: Some("the key".into()) };
    /// # let api = OpenApi::new(credentials, Settings::default(), Dialect::default()).unwrap().at(vec![market.url()]);
    /// use chrono::TimeDelta;
    /// use guildhall_sdk::machine::{Machine, System};
    /// use guildhall_sdk::protocol::{openapi::{PushUsage, UsageRecord}, values::{IsoStamp, Quantity}};
    /// let now = System.now();
    /// let record = UsageRecord {
    ///     instance_id: "i-1".into(),
    ///     record_time: IsoStamp(now),
    ///     begin_time: IsoStamp(now - TimeDelta::hours(1)),
    ///     end_time: IsoStamp(now),
    ///     usage_value: Quantity("99.5".parse().unwrap()),
    ///     metering_sn: "sn-1".into(),
    ///     relate_pkg_instance: None,
    /// };
    /// api.push_usage(&PushUsage { usage_records: vec![record] }).await.unwrap();
    /// assert!(market.accepted().usage.contains("sn-1"));
    /// # });
    /// ```
    ///
    /// # Errors
    /// See [`ClientError`]; more records than the dialect allows are not sent.
    pub async fn push_usage(&self, usage: &PushUsage) -> Result<(), ClientError> {
        if usage.usage_records.len() > self.dialect.usage_records {
            let wrong = Wrong::TooLong(self.dialect.usage_records);
            return Err(Faults(vec![Fault {
                path: "usage_records".into(),
                wrong,
            }])
            .into());
        }
        self.call(usage).await.map(drop)
    }

    /// Reports usage the old way. Not repeated once it may have arrived.
    ///
    /// ```
    /// # #[cfg(feature = "testing")]
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// # use guildhall_sdk::{client::{Credentials, OpenApi, Settings}, protocol::Dialect, testing::FakeMarketplace};
    /// # let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "the key").await.unwrap();
    /// # let credentials = Credentials { access_key: "AK".into(), secret: "SK".into(), seller_key: Some("the key".into()) };
    /// # let api = OpenApi::new(credentials, Settings::default(), Dialect::default()).unwrap().at(vec![market.url()]);
    /// use guildhall_sdk::protocol::{openapi::{OldUsageRecord, PushUsageOld}, values::{IsoStamp, Quantity}};
    /// let hour = |h: u32| IsoStamp(format!("2026-11-22T{h:02}:00:00Z").parse().unwrap());
    /// let record = OldUsageRecord {
    ///     instance_id: "i-1".into(),
    ///     record_time: hour(9),
    ///     begin_time: hour(8),
    ///     end_time: hour(9),
    ///     usage_value: Quantity("99.5".parse().unwrap()),
    ///     product_id: "OFFI-1".into(),
    ///     relate_pkg_instance: None,
    /// };
    /// api.push_usage_old(&PushUsageOld { usage_records: vec![record] }).await.unwrap();
    /// # });
    /// ```
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn push_usage_old(&self, usage: &PushUsageOld) -> Result<(), ClientError> {
        self.call(usage).await.map(drop)
    }

    /// Activates a license code.
    ///
    /// ```
    /// # #[cfg(feature = "testing")]
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// # use guildhall_sdk::{client::{Credentials, OpenApi, Settings}, protocol::Dialect, testing::FakeMarketplace};
    /// # let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "the key").await.unwrap();
    /// # let credentials = Credentials { access_key: "AK".into(), secret: "SK".into(), seller_key: Some("the key".into()) };
    /// # let api = OpenApi::new(credentials, Settings::default(), Dialect::default()).unwrap().at(vec![market.url()]);
    /// use guildhall_sdk::protocol::{openapi::ActivateLicense, values::LicenseStatus};
    /// let answer = api.activate_license(&ActivateLicense { license: "PL-1".into(), real_effect_time: None }).await.unwrap();
    /// assert_eq!(answer.data.unwrap().info().unwrap().unwrap().status, LicenseStatus::Alive);
    /// # });
    /// ```
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn activate_license(
        &self,
        call: &ActivateLicense,
    ) -> Result<ActivateLicenseAnswer, ClientError> {
        self.call(call).await
    }

    /// Activates up to a hundred license codes.
    ///
    /// ```
    /// # #[cfg(feature = "testing")]
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// # use guildhall_sdk::{client::{Credentials, OpenApi, Settings}, protocol::Dialect, testing::FakeMarketplace};
    /// # let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "the key").await.unwrap();
    /// # let credentials = Credentials { access_key: "AK".into(), secret: "SK".into(), seller_key: Some("the key".into()) };
    /// # let api = OpenApi::new(credentials, Settings::default(), Dialect::default()).unwrap().at(vec![market.url()]);
    /// use guildhall_sdk::{client::ClientError, protocol::openapi::ActivateLicenses};
    /// let call = ActivateLicenses { license_list: vec!["PL-1".into(), "PL-2".into()], real_effect_time: None };
    /// api.activate_licenses(&call).await.unwrap();
    /// assert!(matches!(api.activate_licenses(&call).await, Err(ClientError::Refused { code, .. }) if code == "92020003"));
    /// # });
    /// ```
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn activate_licenses(&self, call: &ActivateLicenses) -> Result<(), ClientError> {
        self.call(call).await.map(drop)
    }

    /// Asks for a license code's state.
    ///
    /// ```
    /// # #[cfg(feature = "testing")]
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// # use guildhall_sdk::{client::{Credentials, OpenApi, Settings}, protocol::Dialect, testing::FakeMarketplace};
    /// # let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "the key").await.unwrap();
    /// # let credentials = Credentials { access_key: "AK".into(), secret: "SK".into(), seller_key: Some("the key".into()) };
    /// # let api = OpenApi::new(credentials, Settings::default(), Dialect::default()).unwrap().at(vec![market.url()]);
    /// use guildhall_sdk::protocol::openapi::Heartbeat;
    /// let call = Heartbeat { license: "PL-1".into(), heartbeat_info: None };
    /// let error = api.heartbeat(&call).await.unwrap_err();
    /// assert!(error.to_string().contains("92020011"), "not activated yet: {error}");
    /// # });
    /// ```
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn heartbeat(&self, call: &Heartbeat) -> Result<LicenseInfo, ClientError> {
        let missing = || {
            Faults(vec![Fault {
                path: "data".into(),
                wrong: Wrong::Missing,
            }])
        };
        self.call(call)
            .await?
            .data
            .ok_or_else(|| ClientError::Faulty(missing()))
    }

    /// Reports what license codes are used for.
    ///
    /// ```
    /// # #[cfg(feature = "testing")]
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// # use guildhall_sdk::{client::{Credentials, OpenApi, Settings}, protocol::Dialect, testing::FakeMarketplace};
    /// # let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "the key").await.unwrap();
    /// # let credentials = Credentials { access_key: "AK".into(), secret: "SK".into(), seller_key: Some("the key".into()) };
    /// # let api = OpenApi::new(credentials, Settings::default(), Dialect::default()).unwrap().at(vec![market.url()]);
    /// use guildhall_sdk::protocol::openapi::{LicenseUsage, ReportSoftwareUsage, SoftwareUsage};
    /// let used = SoftwareUsage { id: None, active_num: Some(3) };
    /// let usage = LicenseUsage { license: "PL-1".into(), software_usage: vec![used] };
    /// api.report_software_usage(&ReportSoftwareUsage { usage_info: vec![usage] }).await.unwrap();
    /// # });
    /// ```
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn report_software_usage(&self, call: &ReportSoftwareUsage) -> Result<(), ClientError> {
        self.call(call).await.map(drop)
    }

    /// Delivers a License for the application `event_id`: a text, or a file with its bytes, whose hash must be right.
    ///
    /// ```
    /// # #[cfg(feature = "testing")]
    /// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
    /// # use guildhall_sdk::{client::{Credentials, OpenApi, Settings}, protocol::Dialect, testing::FakeMarketplace};
    /// # let market = FakeMarketplace::start("127.0.0.1:0", "AK", "SK", "the key").await.unwrap();
    /// # let credentials = Credentials { access_key: "AK".into(), secret: "SK".into(), seller_key: Some("the key".into()) };
    /// # let api = OpenApi::new(credentials, Settings::default(), Dialect::default()).unwrap().at(vec![market.url()]);
    /// use guildhall_sdk::protocol::{openapi::Upload, values::UploadKind};
    /// let upload = Upload {
    ///     kind: UploadKind::Characters,
    ///     sha256: None,
    ///     characters: Some("the license".into()),
    ///     file_name: None,
    /// };
    /// api.upload("event-1", &upload, None).await.unwrap();
    /// assert_eq!(market.accepted().uploads["event-1"], "the license");
    /// # });
    /// ```
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn upload(
        &self,
        event_id: &str,
        upload: &Upload,
        file: Option<&[u8]>,
    ) -> Result<(), ClientError> {
        let json = message::write(upload)?;
        let mut faults = Faults::default();
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        if event_id.is_empty() || event_id.len() > 64 || !event_id.bytes().all(plain) {
            let wrong = Wrong::Form("not of letters, digits, - and _, at most 64");
            faults.0.push(Fault {
                path: "event_id".into(),
                wrong,
            });
        }
        if let (Some(file), Some(stated)) = (file, &upload.sha256)
            && !stated.eq_ignore_ascii_case(&hex::encode(Sha256::digest(file)))
        {
            let wrong = Wrong::Form("not the file's");
            faults.0.push(Fault {
                path: "sha256".into(),
                wrong,
            });
        }
        if !faults.0.is_empty() {
            return Err(faults.into());
        }
        let boundary = self.http.settings.machine.nonce(40);
        let mut body = Vec::new();
        let mut part = |head: &str, bytes: &[u8]| {
            body.extend_from_slice(format!("--{boundary}\r\n{head}\r\n\r\n").as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        };
        part(
            "Content-Disposition: form-data; name=\"isvUpdateFileReq\"\r\nContent-Type: application/json",
            &json,
        );
        if let Some(file) = file {
            let name: String = upload
                .file_name
                .iter()
                .flat_map(|n| n.chars())
                .filter(|c| !"\"\r\n\\".contains(*c))
                .collect();
            let head = format!(
                "Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream"
            );
            part(&head, file);
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        let content = Content {
            path: Upload::PATH.replace("{event_id}", event_id),
            query: String::new(),
            kind: format!("multipart/form-data; boundary={boundary}"),
            body,
        };
        self.repeat::<Upload>(&content).await.map(drop)
    }
}
