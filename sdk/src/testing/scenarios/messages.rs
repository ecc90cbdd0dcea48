//! Long messages of the scenarios.

use crate::protocol::{kit, v1, values::Role};

pub(super) fn application(run: &str) -> kit::ApplicationSync {
    kit::ApplicationSync {
        instance_id: format!("i-{run}"),
        tenant_id: "t-1".into(),
        app_id: "a-1".into(),
        client_id: "c-1".into(),
        client_secret: "encrypted with the seller's public key".into(),
        flag: 1,
    }
}

pub(super) fn auth(run: &str) -> kit::AuthSync {
    let user = kit::User {
        user_name: "zhang".into(),
        name: "张三".into(),
        org_code: "c-1".into(),
        position: None,
        employee_code: None,
        employee_type: Some(1),
        role: Role::User,
        enable: "true".into(),
        mobile: None,
        email: None,
        work_place: None,
        entry_date: None,
    };
    kit::AuthSync {
        instance_id: format!("i-{run}"),
        tenant_id: "t-1".into(),
        app_id: "a-1".into(),
        user_list: vec![user],
        current_sync_time: "20261122000000000".into(),
        flag: 1,
    }
}

pub(super) fn new_v1(run: &str, order: &str) -> v1::NewInstance {
    v1::NewInstance {
        customer_id: "00000000000000000000000000000001".into(),
        customer_name: Some("debugging".into()),
        user_id: None,
        user_name: None,
        mobile_phone: None,
        email: None,
        business_id: format!("b-{run}"),
        order_id: order.into(),
        sku_code: Some("sku-1".into()),
        product_id: "00301-666666-0--0".into(),
        trial_flag: None,
        expire_time: None,
        charging_mode: Some(1),
        period_type: Some("month".into()),
        period_number: Some(1),
        order_amount: None,
        amount: None,
        disk_size: None,
        band_width: None,
        provision_type: None,
        saas_extend_params: None,
    }
}
