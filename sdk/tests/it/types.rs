//! Every message: read and written again, its mandatory fields, its lengths, its place in errors.

use guildhall_sdk::protocol::{
    Dialect,
    endpoint::{self, Endpoint, Envelope, Method},
    kit, license,
    message::{self, Field, Form, Message, Wrong},
    openapi, production, v1,
};
use serde_json::{Map, Value, json};

fn object(sample: &str) -> Map<String, Value> {
    match serde_json::from_str(sample) {
        Ok(Value::Object(members)) => members,
        other => panic!("{sample}: {other:?}"),
    }
}

/// What the table of a message promises, tried on one example of it.
fn message<M: Message + PartialEq + std::fmt::Debug>(sample: &str) -> M {
    let given = object(sample);
    let read: M = message::read(sample.as_bytes()).expect("the example reads");
    let written: Value = serde_json::from_slice(&message::write(&read).expect("it is fine")).expect("JSON");
    assert_eq!(written, Value::Object(given.clone()), "every field has its place");
    assert_eq!(message::empty_fields(&read), []);
    let mut more = given.clone();
    more.insert("aFieldOfTomorrow".into(), json!({"x": [1]}));
    assert_eq!(message::read_members::<M>(more).as_ref(), Ok(&read));
    let known: Vec<&str> = M::FIELDS.iter().map(|f| f.name).collect();
    assert!(
        given.keys().all(|name| known.contains(&name.as_str())),
        "{known:?}"
    );
    for field in M::FIELDS {
        mandatory::<M>(&given, field);
        length::<M>(&given, field);
        let mut wrong = given.clone();
        wrong.insert(field.name.into(), json!(true));
        let error = message::read_members::<M>(wrong).expect_err("a boolean is nothing of ours");
        assert!(error.path.starts_with(field.name), "{error}");
    }
    super::nested::tried::<M>(&given);
    read
}

fn mandatory<M: Message + std::fmt::Debug>(given: &Map<String, Value>, field: &Field) {
    let mut without = given.clone();
    without.remove(field.name);
    match message::read_members::<M>(without) {
        Err(error) => assert!(field.mandatory && error.message.contains(field.name), "{error}"),
        Ok(read) => {
            let missed = message::members(&read).is_err_and(|f| f.0.iter().any(|f| f.path == field.name));
            assert!(missed || !field.mandatory, "{} is not missed", field.name);
        }
    }
}

fn length<M: Message + std::fmt::Debug>(given: &Map<String, Value>, field: &Field) {
    let (most, long) = match field.form {
        Form::Text(most) => (most, json!("云".repeat(most + 1))),
        Form::Texts(most, _) => (most, json!(vec!["x"; most + 1])),
        Form::List(most, _) if most <= 1000 => (most, json!(vec![given[field.name][0].clone(); most + 1])),
        Form::TextList(most, _) if most <= 1000 => {
            let list = given[field.name].as_str().expect("a text");
            let list: Value = serde_json::from_str(list).expect("a list");
            (most, json!(vec![list[0].clone(); most + 1]).to_string().into())
        }
        _ => return,
    };
    let mut longer = given.clone();
    longer.insert(field.name.into(), long);
    match message::read_members::<M>(longer) {
        // A time that is too long is no time at all.
        Err(error) => assert!(error.path.starts_with(field.name), "{error}"),
        Ok(read) => {
            let faults = message::members(&read).expect_err("it is too long").0;
            assert!(
                faults
                    .iter()
                    .any(|f| f.path == field.name && f.wrong == Wrong::TooLong(most)),
                "{faults:?}"
            );
        }
    }
}

/// As [`message`], and what it looks like on the wire.
fn call<E: Endpoint + PartialEq + std::fmt::Debug>(sample: &str) {
    let call: E = message(sample);
    let envelope = Envelope {
        test: true,
        now: "2026-11-22T01:02:03.456Z".parse().expect("a time"),
    };
    let dialect = Dialect::default();
    let body = endpoint::body(&call, envelope, &dialect).expect("it is fine");
    let members = object(std::str::from_utf8(&body).expect("UTF-8"));
    assert_eq!(endpoint::is_test(&members), E::COMMON != endpoint::Common::None);
    assert_eq!(
        message::read_members::<E>(members).as_ref(),
        Ok(&call),
        "what is carried besides does not disturb"
    );
    if E::METHOD == Method::Get {
        // 1.0 and the order query: every value travels as text.
        let parameters = endpoint::parameters(&call, envelope, &dialect).expect("it is fine");
        let texts = parameters
            .into_iter()
            .map(|(n, v)| (n, Value::String(v)))
            .collect();
        assert_eq!(message::read_members::<E>(texts).as_ref(), Ok(&call));
    }
}

#[test]
fn production_messages() {
    message::<production::NewInstanceAnswer>(
        r#"{"resultCode":"000000","resultMsg":"result_msg","instanceId":"instance_id"}"#,
    );
    call::<production::NewInstance>(
        r#"{"orderId":"order_id","orderLineId":"order_line_id","businessId":"business_id"}"#,
    );
    message::<production::QueryInstanceAnswer>(
        r#"{"resultCode":"000000","resultMsg":"result_msg","encryptType":"enc","info":[{"instanceId":"instance_id","appInfo":{"frontEndUrl":"front_end_url","adminUrl":"admin_url","userName":"user_name","password":"password","memo":"memo"},"usageInfo":[{"relatedInstanceId":"related_instance_id","usageValue":1.5,"statisticalTime":"20261122010203456","dashboardUrl":"dashboard_url"}]}]}"#,
    );
    call::<production::QueryInstance>(r#"{"instanceId":"instance_id"}"#);
    call::<production::RefreshInstance>(
        r#"{"scene":"RENEWAL","orderId":"order_id","orderLineId":"order_line_id","instanceId":"instance_id","productId":"product_id","expireTime":"20261122010203"}"#,
    );
    call::<production::UpdateInstanceStatus>(r#"{"instanceId":"instance_id","status":"FREEZE"}"#);
    call::<production::ReleaseInstance>(
        r#"{"instanceId":"instance_id","orderId":"order_id","orderLineId":"order_line_id"}"#,
    );
    call::<production::UpgradeInstance>(
        r#"{"instanceId":"instance_id","orderId":"order_id","orderLineId":"order_line_id"}"#,
    );
    call::<production::ChangeInstanceCheck>(
        r#"{"instanceId":"instance_id","productInfo":{"productId":"product_id","skuCode":"sku_code","linearValue":1}}"#,
    );
    call::<production::OrderNotify>(r#"{"orderId":"order_id","orderLineId":"order_line_id"}"#);
}

#[test]
fn license_messages() {
    call::<license::RefreshLicenseCode>(
        r#"{"scene":"RENEWAL","orderId":"order_id","orderLineId":"order_line_id","license":"license","productId":"product_id","expireTime":"20261122010203"}"#,
    );
    call::<license::UpdateLicenseCodeStatus>(r#"{"license":"license","status":"FREEZE"}"#);
    call::<license::ReleaseLicenseCode>(
        r#"{"license":"license","orderId":"order_id","orderLineId":"order_line_id"}"#,
    );
    call::<license::GetLicenseAsync>(
        r#"{"instanceId":"instance_id","effectiveTime":"2026-11-22 01:02:03 z","expireTime":"2026-11-22 01:02:03 z","eventId":"event_id","deviceFingerprint":"device_fingerprint"}"#,
    );
}

#[test]
fn kit_messages() {
    call::<kit::TenantSync>(
        r#"{"instanceId":"instance_id","orderId":"order_id","tenantId":"tenant_id","tenantCode":"tenant_code","name":"name","domainName":"domain_name","flag":1}"#,
    );
    call::<kit::ApplicationSync>(
        r#"{"instanceId":"instance_id","tenantId":"tenant_id","appId":"app_id","clientId":"client_id","clientSecret":"client_secret","flag":1}"#,
    );
    call::<kit::AuthSync>(
        r#"{"instanceId":"instance_id","tenantId":"tenant_id","appId":"app_id","userList":[{"userName":"user_name","name":"name","orgCode":"org_code","position":"position","employeeCode":"employee_code","employeeType":1,"role":"user","enable":"enable","mobile":"mobile","email":"email","workPlace":"work_place","entryDate":"entry_date"}],"currentSyncTime":"current_sync_time","flag":1}"#,
    );
    call::<kit::SingleOrgSync>(
        r#"{"instanceId":"instance_id","tenantId":"tenant_id","orgCode":"org_code","orgName":"org_name","parentCode":"parent_code","flag":1}"#,
    );
    call::<kit::AllOrgSync>(
        r#"{"instanceId":"instance_id","tenantId":"tenant_id","orgInfoList":[{"orgCode":"org_code","orgName":"org_name","parentCode":"parent_code"}],"flag":1}"#,
    );
}

#[test]
fn v1_messages() {
    message::<v1::NewInstanceAnswer>(
        r#"{"resultCode":"000000","resultMsg":"result_msg","encryptType":"enc","instanceId":"instance_id","appInfo":{"frontEndUrl":"front_end_url","adminUrl":"admin_url","userName":"user_name","password":"password","memo":"memo"}}"#,
    );
    call::<v1::NewInstance>(
        r#"{"customerId":"customer_id","customerName":"customer_name","userId":"user_id","userName":"user_name","mobilePhone":"mobile_phone","email":"email","businessId":"business_id","orderId":"order_id","skuCode":"sku_code","productId":"product_id","trialFlag":"trial_flag","expireTime":"20261122010203","chargingMode":1,"periodType":"period_typ","periodNumber":1,"orderAmount":"1.5","amount":1,"diskSize":1,"bandWidth":1,"provisionType":1,"saasExtendParams":"saas_extend_params"}"#,
    );
    call::<v1::RefreshInstance>(
        r#"{"orderId":"order_id","instanceId":"instance_id","productId":"product_id","expireTime":"20261122010203","trialToFormal":"tr","periodType":"period_typ","periodNumber":1,"orderAmount":"1.5"}"#,
    );
    call::<v1::ExpireInstance>(r#"{"instanceId":"instance_id","orderId":"order_id"}"#);
    call::<v1::ReleaseInstance>(r#"{"instanceId":"instance_id","orderId":"order_id","orderAmount":"1.5"}"#);
    call::<v1::Upgrade>(
        r#"{"instanceId":"instance_id","orderId":"order_id","skuCode":"sku_code","productId":"product_id","amount":1,"diskSize":1,"bandWidth":1,"saasExtendParams":"saas_extend_params"}"#,
    );
    call::<v1::InstanceStatus>(r#"{"instanceId":"instance_id","instanceStatus":"FREEZE"}"#);
    call::<v1::QueryInstance>(r#"{"instanceId":"instance_id"}"#);
    message::<v1::GetLicenseAnswer>(
        r#"{"resultCode":"000000","resultMsg":"result_msg","instanceId":"instance_id","license":"license"}"#,
    );
    call::<v1::GetLicense>(
        r#"{"customerId":"customer_id","customerName":"customer_name","userId":"user_id","userName":"user_name","mobilePhone":"mobile_phone","email":"email","businessId":"business_id","orderId":"order_id","skuCode":"sku_code","productId":"product_id","trialFlag":"trial_flag","expireTime":"20261122010203","chargingMode":1,"periodType":"period_typ","periodNumber":1,"orderAmount":"1.5","amount":1,"diskSize":1,"bandWidth":1,"provisionType":1,"saasExtendParams":"saas_extend_params"}"#,
    );
    call::<v1::RefreshLicense>(
        r#"{"orderId":"order_id","instanceId":"instance_id","productId":"product_id","expireTime":"20261122010203","periodType":"period_typ","periodNumber":1}"#,
    );
    call::<v1::ReleaseLicense>(r#"{"orderId":"order_id","instanceId":"instance_id"}"#);
    call::<v1::TenantSync>(
        r#"{"instanceId":"instance_id","orderId":"order_id","tenantId":"tenant_id","tenantCode":"tenant_code","name":"name","domainName":"domain_name","flag":1}"#,
    );
    call::<v1::ApplicationSync>(
        r#"{"instanceId":"instance_id","tenantId":"tenant_id","appId":"app_id","clientId":"client_id","clientSecret":"client_secret","flag":1}"#,
    );
    call::<v1::AuthSync>(
        r#"{"instanceId":"instance_id","tenantId":"tenant_id","appId":"app_id","userList":"[{\"userName\":\"user_name\",\"name\":\"name\",\"orgCode\":\"org_code\",\"position\":\"position\",\"employeeCode\":\"employee_code\",\"employeeType\":1,\"role\":\"user\",\"enable\":\"enable\",\"mobile\":\"mobile\",\"email\":\"email\",\"workPlace\":\"work_place\",\"entryDate\":\"entry_date\"}]","currentSyncTime":"current_sync_time","flag":1}"#,
    );
    call::<v1::SingleOrgSync>(
        r#"{"instanceId":"instance_id","tenantId":"tenant_id","orgCode":"org_code","orgName":"org_name","parentCode":"parent_code","flag":1}"#,
    );
    call::<v1::AllOrgSync>(
        r#"{"instanceId":"instance_id","tenantId":"tenant_id","orgInfo":"[{\"orgCode\":\"org_code\",\"name\":\"name\",\"parentCode\":\"parent_code\"}]"}"#,
    );
}

#[test]
fn openapi_messages() {
    message::<openapi::QueryOrderAnswer>(
        r#"{"resultCode":"result_code","resultMsg":"result_msg","orderInfo":{"orderId":"order_id","orderType":"NEW","createTime":"20261122010203","orderLine":[{"orderLineId":"order_line_id","chargingMode":"PERIOD","expireTime":"20261122010203","periodType":"period_type","periodNumber":1,"productInfo":[{"productId":"product_id","skuCode":"sku_code","linearValue":1,"productName":"product_name"}],"extendParams":[{"name":"name","value":"value"}]}],"buyerInfo":{"customerId":"customer_id","customerName":"customer_name","userId":"user_id","userName":"user_name","mobilePhone":"mobile_phone","email":"email"},"extendParams":[{"name":"name","value":"value"}]}}"#,
    );
    call::<openapi::QueryOrder>(r#"{"orderId":"order_id","orderLineId":"order_line_id"}"#);
    call::<openapi::PushUsage>(
        r#"{"usage_records":[{"instance_id":"instance_id","record_time":"20261122T010203Z","begin_time":"20261122T010203Z","end_time":"20261122T010203Z","usage_value":"1.5","metering_sn":"metering_sn","relate_pkg_instance":"relate_pkg_instance"}]}"#,
    );
    call::<openapi::PushUsageOld>(
        r#"{"usage_records":[{"instance_id":"instance_id","record_time":"20261122T010203Z","begin_time":"20261122T010203Z","end_time":"20261122T010203Z","usage_value":"1.5","product_id":"product_id","relate_pkg_instance":"relate_pkg_instance"}]}"#,
    );
    message::<openapi::ActivateLicenseAnswer>(
        r#"{"error_code":"92020000","error_msg":"error_msg","data":{"license_code_info":"license_code_info"}}"#,
    );
    call::<openapi::ActivateLicense>(r#"{"license":"license","real_effect_time":"20261122010203"}"#);
    call::<openapi::ActivateLicenses>(r#"{"license_list":["one"],"real_effect_time":"20261122010203"}"#);
    message::<openapi::HeartbeatAnswer>(
        r#"{"error_code":"92020000","error_msg":"error_msg","data":{"license_code":"license_code","status":"ALIVE","activate_time":"activate_time","expire_time":"expire_time"}}"#,
    );
    call::<openapi::Heartbeat>(
        r#"{"license":"license","heartbeatInfo":{"thirdPartyAccount":"third_party_account","ip":"ip"}}"#,
    );
    call::<openapi::ReportSoftwareUsage>(
        r#"{"usage_info":[{"license":"license","software_usage_Info":[{"id":"id"}]}]}"#,
    );
    call::<openapi::Upload>(
        r#"{"type":"CHARACTERS","sha256":"sha256","characters":"characters","file_name":"file_name"}"#,
    );
}

#[test]
fn old_and_odd_spellings_are_read() {
    let read = |text: &str| message::read::<production::RefreshInstance>(text.as_bytes());
    let text = r#"{"scene":"OF_TOMORROW","orderId":12,"orderLineId":"12-1","instanceId":"i","productId":null,"expireTime":"20221124023618256","testFlag":0}"#;
    let refresh = read(text).expect("it reads");
    assert_eq!(refresh.order_id, "12");
    assert_eq!(refresh.product_id, None);
    assert_eq!(refresh.scene.as_str(), "OF_TOMORROW");
    let orgs = r#"{"instanceId":"i","tenantId":"t","orgInfoList":"[{\"orgCode\":\"c\",\"orgName\":\"n\"}]"}"#;
    let orgs: kit::AllOrgSync = message::read(orgs.as_bytes()).expect("a list as text");
    assert_eq!(orgs.org_info_list[0].org_name, "n");
    let number = r#"{"usage_records":[{"instance_id":"i","record_time":"20220809T091000Z","begin_time":"20220809T080000Z","end_time":"20220809T090000Z","usage_value":99.5,"metering_sn":"s"}]}"#;
    let usage: openapi::PushUsage = message::read(number.as_bytes()).expect("a number");
    let written = message::write(&usage).expect("it is fine");
    assert!(
        String::from_utf8(written)
            .expect("UTF-8")
            .contains(r#""usage_value":"99.5""#),
        "written as text"
    );
    for activity in [
        r#"{"instanceId":"i","instanceStatus":"FREEZE"}"#,
        r#"{"instanceId":"i","instanceStatus":"NORMAL"}"#,
    ] {
        assert!(message::read::<v1::InstanceStatus>(activity.as_bytes()).is_ok());
    }
    assert!(message::read::<license::ReleaseLicenseCode>(b"{}").is_err());
}

#[test]
fn what_tables_cannot_say_is_enforced_too() {
    let usage = |value: &str| {
        let text = format!(
            r#"{{"usage_records":[{{"instance_id":"i","record_time":"20220809T091000Z","begin_time":"20220809T080000Z","end_time":"20220809T090000Z","usage_value":"{value}","metering_sn":"s"}}]}}"#
        );
        let usage: openapi::PushUsage = message::read(text.as_bytes()).expect("it reads");
        message::write(&usage).map(drop).map_err(|f| f.to_string())
    };
    assert_eq!(usage("0.0001"), Ok(()));
    assert_eq!(usage("1.50000"), Ok(()));
    for (value, fault) in [
        ("0", "usage_records[0].usage_value: not more than 0"),
        ("-1", "usage_records[0].usage_value: not more than 0"),
        (
            "1.00001",
            "usage_records[0].usage_value: too many digits after the point",
        ),
    ] {
        assert_eq!(usage(value), Err(fault.to_owned()));
    }
    for (text, fault) in [
        (
            r#"{"type":"FILE","characters":"x"}"#,
            "file_name: missing; sha256: missing",
        ),
        (r#"{"type":"CHARACTERS"}"#, "characters: missing"),
    ] {
        let upload: openapi::Upload = message::read(text.as_bytes()).expect("it reads");
        assert_eq!(
            message::write(&upload)
                .map_err(|f| f.to_string())
                .err()
                .as_deref(),
            Some(fault)
        );
    }
    let both = r#"{"usage_info":[{"license":"l","software_usage_Info":[{"id":"a","active_num":1},{}]}]}"#;
    let report: openapi::ReportSoftwareUsage = message::read(both.as_bytes()).expect("it reads");
    assert_eq!(
        message::write(&report)
            .expect_err("neither is one of the two")
            .0
            .len(),
        2
    );
}
