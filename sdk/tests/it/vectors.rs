//! The vectors of the protocol notes, §12: computed with Python, OpenSSL and OpenJDK, by nobody's Rust.

use guildhall_sdk::protocol::{
    AccessKey,
    dialect::Signing,
    sign::{
        ak_sk, auth_token, body_sign,
        secret::{Cipher, Unreadable, decrypt, derive, encrypt},
        sha1prng::Sha1Prng,
        usage, v2,
    },
};

fn key() -> AccessKey {
    AccessKey::new("synthetic-key-0001")
}

#[test]
fn auth_token_12_1() {
    let parameters = [
        ("testFlag", "1"),
        ("timeStamp", "20261122010203456"),
        ("activity", "queryInstance"),
        ("instanceId", "03pf80c2bae96vc49b80b917bea776d7"),
        ("authToken", "not signed itself"),
    ];
    let rules = Signing::default();
    let steps = auth_token::explain(&parameters, &key(), &rules).expect("there is a time");
    assert_eq!(
        steps.canonical,
        "activity=queryInstance&instanceId=03pf80c2bae96vc49b80b917bea776d7&testFlag=1&timeStamp=20261122010203456"
    );
    assert_eq!(steps.signature, "/IXRQOwjmBnqdOzsoYfGWOeT5Py6mQpKssOWfxdv0No=");
    assert_eq!(
        auth_token::verify(&parameters, &steps.signature, &[key()], &rules),
        Ok(0)
    );
    let keys = [AccessKey::new("the new one"), key()];
    assert_eq!(
        auth_token::verify(&parameters, &steps.signature, &keys, &rules),
        Ok(1)
    );
}

#[test]
fn a_plus_that_became_a_blank_is_read_as_a_plus() {
    let rules = Signing::default();
    let token = |n: u32| {
        let parameters = [("n", n.to_string()), ("timeStamp", "20261122010203456".into())];
        let token = auth_token::sign(&parameters, &key(), &rules).expect("there is a time");
        (parameters, token)
    };
    let (parameters, token) = (0..)
        .map(token)
        .find(|(_, t)| t.contains('+'))
        .expect("one of them has a plus");
    assert_eq!(
        auth_token::verify(&parameters, &token.replace('+', " "), &[key()], &rules),
        Ok(0)
    );
}

#[test]
fn body_sign_12_2() {
    let body = br#"{"resultCode":"000000","resultMsg":"success."}"#;
    let header = body_sign::header(body, &key());
    assert_eq!(
        header,
        "sign_type=\"HMAC-SHA256\", signature= \"z7ziW7t/1Ul4iCKJxSyUqVDy6eyBYNS6r+dlWV9jsio=\""
    );
    assert_eq!(body_sign::verify(body, &header, &key()), Ok(()));
    assert!(body_sign::verify(b"{}", &header, &key()).is_err());
    for bad in [
        "",
        "signature=z7ziW7t",
        "sign_type=\"HMAC-SHA256\"",
        "sign_type=\"MD5\", signature= \"x\"",
    ] {
        assert!(body_sign::verify(body, bad, &key()).is_err(), "{bad}");
    }
}

#[test]
fn aes_keys_and_texts_12_3() {
    assert_eq!(
        hex::encode(derive(&key(), Cipher::Aes128)),
        "6996d4f9281691d44b5b647c9bc03820"
    );
    assert_eq!(
        hex::encode(derive(&key(), Cipher::Aes256)),
        "6996d4f9281691d44b5b647c9bc03820940d0d030ab707c75369baf6bdcfce1e"
    );
    let iv = b"Ab3dEf6hIj9kLm2n";
    for (cipher, text) in [
        (Cipher::Aes256, "Ab3dEf6hIj9kLm2nMIo/OcEQyfXmCHGR+wWaLw=="),
        (Cipher::Aes128, "Ab3dEf6hIj9kLm2nQnLuhGAUAcHwEIh76Z63rw=="),
    ] {
        assert_eq!(encrypt("13900000000", iv, &key(), cipher), text);
        assert_eq!(decrypt(text, &key(), cipher).as_deref(), Ok("13900000000"));
        assert_eq!(decrypt(text, &AccessKey::new("another"), cipher), Err(Unreadable));
    }
    for bad in [
        "",
        "short",
        "Ab3dEf6hIj9kLm2n",
        "Ab3dEf6hIj9kLm2n!!",
        "云商店云商店云商店云商店AAAA",
    ] {
        assert_eq!(decrypt(bad, &key(), Cipher::Aes256), Err(Unreadable), "{bad}");
    }
}

#[test]
fn v2_12_4() {
    let body = br#"{"activity":"newInstance","businessId":"87b94795-0603-4e24-8ae5-69420d60e3c8","orderId":"CS2211181819B4LVS","orderLineId":"CS2211181819B4LVS-000001","testFlag":"1"}"#;
    let nonce = "50D83FDECAED6CCD8EF597F2A577950527928BA287D04E6036E92B2806FD17DA";
    let rules = Signing::default();
    let steps = v2::explain(body, &key(), "1680508066618", nonce, &rules).expect("a JSON object");
    assert_eq!(
        steps.body_hash.as_deref(),
        Some("dfe7b8e814ea527f3c46dfa0dde5b4411892b413dcb004a90f902011aa0d0322")
    );
    let signature = "C65B85D3B1D305419657C5789A67FEB9A3BCB49CF75A34D0A38E898E4DC1F795";
    assert_eq!(steps.signature, signature);
    assert_eq!(
        v2::sign(body, &key(), 1_680_508_066_618, nonce, &rules).as_deref(),
        Ok(signature)
    );
    for signature in [signature.to_owned(), signature.to_lowercase()] {
        let query = v2::Parameters {
            signature: &signature,
            timestamp: "1680508066618",
            nonce,
        };
        let verified = v2::verify(body, query, &[key()], 1_680_508_066_618, &rules).expect("it is right");
        assert_eq!(verified.until_ms, 1_680_508_126_618);
    }
}

#[test]
fn usage_push_12_7() {
    let body = br#"{"usage_records":[{"instance_id":"7f141bf1-aec8-4859-8323-fb3a8ad50721","record_time":"20220809T091000Z","begin_time":"20220809T080000Z","end_time":"20220809T090000Z","usage_value":"99","metering_sn":"sn-0001"}]}"#;
    let nonce = "6c63c221-1f6b-4141-8ff4-22f5dfe82b65";
    let steps = usage::explain(body, &key(), "1709690865879", nonce).expect("a JSON object");
    assert_eq!(
        steps.string_to_sign.as_deref(),
        Some(concat!(
            r#"ts=1709690865879&nonce=6c63c221-1f6b-4141-8ff4-22f5dfe82b65&body={"usage_records":[{"begin_time":"20220809T080000Z","end_time":"20220809T090000Z","#,
            r#""instance_id":"7f141bf1-aec8-4859-8323-fb3a8ad50721","metering_sn":"sn-0001","record_time":"20220809T091000Z","usage_value":"99"}]}"#
        ))
    );
    assert_eq!(steps.signature, "qWD9D3UuAyXmntIGUzNDDIFG103RnXNMmec4GV0l49E=");
    let headers = usage::Headers {
        signature: &steps.signature,
        ts: "1709690865879",
        nonce,
    };
    assert!(usage::verify(body, headers, &[key()], 1_709_690_865_879, &Signing::default()).is_ok());
}

#[test]
fn ak_sk_12_8() {
    let secret = AccessKey::new("example-sk-not-a-real-secret-0000000001");
    let mut headers: Vec<(String, String)> = [
        ("Content-Type", "application/json"),
        ("Host", "mkt.myhuaweicloud.com"),
        ("X-Sdk-Date", "20261122T000000Z"),
    ]
    .map(|(n, v)| (n.to_owned(), v.to_owned()))
    .into();
    fn request(headers: &[(String, String)]) -> ak_sk::Request<'_> {
        ak_sk::Request {
            method: "GET",
            path: "/api/mkp-openapi-public/global/v1/order/query",
            query: "orderId=CS2207261447AUY4H&orderLineId=CS2207261447AUY4H-000001",
            headers,
            body: b"",
        }
    }
    let signed = ak_sk::sign(&request(&headers), "EXAMPLEAK0000000001", &secret).expect("there is a date");
    assert_eq!(
        signed.request_hash,
        "ea10feff8356d23695e3539ed6db0d00b936be1d6ebc592e7b3281b52a630545"
    );
    assert_eq!(
        signed.authorization,
        "SDK-HMAC-SHA256 Access=EXAMPLEAK0000000001, SignedHeaders=content-type;host;x-sdk-date, Signature=77d5136dea6daae09fd7f38e59331828a1620bdcfba38216fad5f5ec8a05adb8"
    );
    headers.push(("Authorization".into(), signed.authorization));
    let now = "2026-11-22T00:14:00Z".parse().expect("a time");
    let find = |access: &str| (access == "EXAMPLEAK0000000001").then(|| secret.clone());
    assert_eq!(
        ak_sk::verify(&request(&headers), find, now, Default::default()).as_deref(),
        Ok("EXAMPLEAK0000000001")
    );
    let late = "2026-11-22T00:15:01Z".parse().expect("a time");
    assert!(ak_sk::verify(&request(&headers), find, late, Default::default()).is_err());
    assert!(ak_sk::verify(&request(&headers), |_| None, now, Default::default()).is_err());
}

/// `sdk/tests/vectors/sha1prng.txt`, printed by Java: streams, derived keys and encrypted texts of many seeds.
#[test]
fn java_says_the_same_of_many_keys() {
    let bytes = |text: &str| hex::decode(text).expect("hexadecimal");
    let mut lines = 0;
    for line in include_str!("../vectors/sha1prng.txt").lines().skip(1) {
        let columns: Vec<&str> = line.split(' ').collect();
        let [seed, stream, short, long, text, with_short, with_long] = columns[..] else {
            panic!("{line}");
        };
        let seed = bytes(seed);
        let mut ours = [0; 48];
        Sha1Prng::new(&seed).fill(&mut ours);
        assert_eq!(ours[..], bytes(stream), "{line}");
        let key = AccessKey::new(String::from_utf8(seed).expect("a key is a text"));
        let text = String::from_utf8(bytes(text.trim_end_matches('.'))).expect("UTF-8");
        for (cipher, derived, encrypted) in [
            (Cipher::Aes128, short, with_short),
            (Cipher::Aes256, long, with_long),
        ] {
            assert_eq!(derive(&key, cipher), bytes(derived), "{line}");
            let iv = encrypted.as_bytes().first_chunk().expect("16 letters");
            assert_eq!(encrypt(&text, iv, &key, cipher), encrypted, "{line}");
            assert_eq!(decrypt(encrypted, &key, cipher).as_ref(), Ok(&text), "{line}");
        }
        lines += 1;
    }
    assert_eq!(lines, 145);
}
