//! Result and error codes (protocol notes §5, §6.1, §8.1).

use super::values::open_enum;

open_enum! {
    /// What a seller answers (`resultCode`; D:0070649421).
///
/// ```
/// use guildhall_sdk::protocol::codes::ResultCode;
/// assert!(ResultCode::Processing.is_fine() && !ResultCode::SoldOut.is_fine());
/// assert_eq!(ResultCode::from("000999"), ResultCode::Unknown("000999".into()));
/// ```
    ResultCode {
        /// Done.
        Success = "000000",
        /// The signature is wrong.
        Unauthenticated = "000001",
        /// A parameter is missing or wrong.
        InvalidParameter = "000002",
        /// There is no such instance, or license code.
        NoSuchInstance = "000003",
        /// Being worked on; of a new instance: it is created asynchronously and asked for by `queryInstance`.
        Processing = "000004",
        /// Any other error of the seller's.
        Internal = "000005",
        /// Nothing left to create it from.
        NoResource = "000100",
        /// The mobile number is empty or taken.
        MobileUnusable = "000101",
        /// The e-mail address is empty or taken.
        EmailUnusable = "000102",
        /// Bought already.
        AlreadyPurchased = "000103",
        /// The seller's service failed.
        ServiceError = "000104",
        /// The account has subscribed already.
        AlreadySubscribed = "000105",
        /// Sold out.
        SoldOut = "000106",
        /// The e-mail domain is taken.
        DomainTaken = "000107",
        /// License quota used up.
        QuotaInsufficient = "000900",
        /// A license is to be applied for within the order's validity.
        OutsideValidity = "000901",
        /// A license of a period needs an expiry time.
        ExpiryRequired = "000902",
        /// A device fingerprint is needed.
        FingerprintRequired = "000903",
    }
}

impl ResultCode {
    /// Done, or on its way: everything else is a failure.
    ///
    /// ```
    /// use guildhall_sdk::protocol::codes::ResultCode;
    /// assert!(ResultCode::Success.is_fine());
    /// assert!(!ResultCode::from("0000004").is_fine(), "a misprint of one page");
    /// ```
    pub fn is_fine(&self) -> bool {
        matches!(self, ResultCode::Success | ResultCode::Processing)
    }
}

open_enum! {
    /// What the open API answers about orders and usage. Older copies say `CBC.` for `MKT.`: read with [`ApiCode::read`].
///
/// ```
/// use guildhall_sdk::protocol::codes::ApiCode;
/// assert_eq!(ApiCode::TooOften.to_string(), "MKT.0250");
/// ```
    ApiCode {
        /// Done.
        Success = "MKT.0000",
        /// Internal error.
        Internal = "MKT.0999",
        /// A value is out of its range or form.
        Validation = "MKT.0100",
        /// A parameter is unknown or missing.
        InvalidParameter = "MKT.0101",
        /// The body's signature is wrong (usage push).
        InvalidSignature = "MKT.0102",
        /// Another error of the parameters.
        OtherParameter = "MKT.0199",
        /// The resource belongs to another seller.
        Illegal = "MKT.0150",
        /// The caller is no seller.
        NoAuthority = "MKT.0151",
        /// The token is illegal.
        IllegalToken = "MKT.0154",
        /// Called too often.
        TooOften = "MKT.0250",
        /// There is no such instance.
        NoSuchInstance = "MKT.9001",
        /// The usage records are invalid.
        InvalidUsage = "MKT.9002",
        /// Too many usage records.
        TooManyRecords = "MKT.9003",
        /// `beginTime` is more than 21 days ago.
        TooOld = "MKT.9004",
        /// Mentioned only.
        Mentioned9005 = "MKT.9005",
    }
}

impl ApiCode {
    /// Reads a code with either prefix.
    ///
    /// ```
    /// use guildhall_sdk::protocol::codes::ApiCode;
    /// assert_eq!(ApiCode::read("CBC.0150"), ApiCode::Illegal);
    /// assert_eq!(ApiCode::read("APIGW.0301"), ApiCode::Unknown("APIGW.0301".into()));
    /// ```
    pub fn read(text: &str) -> ApiCode {
        match text.strip_prefix("CBC.") {
            Some(number) => match ApiCode::from(format!("MKT.{number}").as_str()) {
                ApiCode::Unknown(_) => ApiCode::Unknown(text.to_owned()),
                known => known,
            },
            None => ApiCode::from(text),
        }
    }

    /// The HTTP status it comes with; 500 for what is not known.
    ///
    /// ```
    /// use guildhall_sdk::protocol::codes::ApiCode;
    /// assert_eq!((ApiCode::Success.http_status(), ApiCode::TooOften.http_status()), (200, 406));
    /// ```
    pub fn http_status(&self) -> u16 {
        match self {
            ApiCode::Success => 200,
            ApiCode::InvalidParameter | ApiCode::InvalidSignature | ApiCode::OtherParameter => 400,
            ApiCode::Illegal | ApiCode::NoAuthority | ApiCode::IllegalToken => 401,
            ApiCode::TooOften => 406,
            _ => 500,
        }
    }
}

open_enum! {
    /// What the license calls answer (D:0070649195).
///
/// ```
/// use guildhall_sdk::protocol::codes::LicenseCode;
/// let read: LicenseCode = serde_json::from_str("92020005").unwrap();
/// assert_eq!(read, LicenseCode::NoSuchCode, "a number is read as well");
/// ```
    LicenseCode {
        /// Done.
        Success = "92020000",
        /// Internal error.
        Internal = "92020001",
        /// A parameter is invalid.
        InvalidParameter = "92020002",
        /// The code's state forbids it: it was activated before.
        IllegalState = "92020003",
        /// The buyer has not received the code yet.
        NotReceived = "92020004",
        /// There is no such code.
        NoSuchCode = "92020005",
        /// The code was not activated.
        NotActivated = "92020011",
        /// The list holds an invalid code.
        InvalidInList = "92020020",
        /// A parameter is invalid (HTTP 400).
        BadParameter = "95000001",
        /// Wrong method (HTTP 405).
        BadMethod = "95000002",
        /// Wrong content type (HTTP 415).
        BadContentType = "95000003",
        /// The body does not read (HTTP 400).
        BadBody = "95000004",
    }
}

open_enum! {
    /// Why one usage record was not taken (list shown to sellers; where it appears on the wire is not documented).
///
/// ```
/// use guildhall_sdk::protocol::codes::RecordReason;
/// assert_eq!(RecordReason::from("005"), RecordReason::NumberDuplicate);
/// ```
    RecordReason {
        /// There is no such instance.
        NoSuchInstance = "001",
        /// A time has not its form.
        TimeForm = "002",
        /// The usage is abnormal.
        UsageAbnormal = "003",
        /// There is no `metering_sn`.
        NumberMissing = "004",
        /// The `metering_sn` is there twice.
        NumberDuplicate = "005",
        /// The product is delisted.
        Delisted = "006",
        /// The record is too old.
        TooOld = "007",
        /// Instance and seller do not belong together.
        ForeignInstance = "009",
        /// The record is there twice.
        DuplicateRecord = "010",
        /// The time range is wrong.
        TimeRange = "011",
        /// The instance is not charged by use.
        NotOnDemand = "012",
        /// The resource's state is abnormal.
        StateAbnormal = "013",
    }
}
