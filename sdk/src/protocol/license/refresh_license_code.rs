//! `refreshLicenseCode` — D:0070649167

use crate::protocol::{
    endpoint::{Auth, Common, Endpoint, Method, Repeat},
    message::{Field, Form, Message},
    production::Outcome,
    values::{self, Scene, Stamp},
};
use serde::{Deserialize, Serialize};

/// A license code's term changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefreshLicenseCode {
    /// Why.
    pub scene: Scene,
    /// The order.
    #[serde(deserialize_with = "values::text")]
    pub order_id: String,
    /// The line of the order.
    #[serde(deserialize_with = "values::text")]
    pub order_line_id: String,
    /// The license code.
    #[serde(deserialize_with = "values::text")]
    pub license: String,
    /// Sent when the kind of period changed.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "values::maybe_text"
    )]
    pub product_id: Option<String>,
    /// When it ends from now on.
    pub expire_time: Stamp,
}

impl Message for RefreshLicenseCode {
    const FIELDS: &'static [Field] = &[
        Field::must("scene", Form::Text(64)),
        Field::must("orderId", Form::Text(64)),
        Field::must("orderLineId", Form::Text(64)),
        Field::must("license", Form::Text(64)),
        Field::may("productId", Form::Text(64)),
        Field::must("expireTime", Form::Text(20)),
    ];
}

impl Endpoint for RefreshLicenseCode {
    const NAME: &'static str = "refreshLicenseCode";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "";
    const AUTH: Auth = Auth::Query;
    const REPEAT: Repeat = Repeat::Recognised;
    const COMMON: Common = Common::Activity;
    type Answer = Outcome;
}
