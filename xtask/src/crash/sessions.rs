//! A session that was handed out keeps working.

use super::journal::Journal;
use super::scenario::{Scenario, Step};
use super::stage::Stage;
use crate::api::Client;
use crate::http::{self, Request};
use anyhow::Result;
use serde_json::{Value, json};
use std::sync::{Mutex, PoisonError};

pub struct Sessions {
    email: String,
    password: String,
    tokens: Mutex<Vec<String>>,
}

impl Sessions {
    /// # Errors
    /// When there is nobody to sign in.
    pub fn start(stage: &Stage) -> Result<Box<dyn Scenario>> {
        let account = stage.load.account("seller.owner")?;
        Ok(Box::new(Self {
            email: account.email.clone(),
            password: account.password.clone(),
            tokens: Mutex::default(),
        }))
    }
}

impl Scenario for Sessions {
    fn name(&self) -> &'static str {
        "sign-in"
    }

    fn attempt(&self, url: &str, _: usize, journal: &Journal) -> Result<Step> {
        let body = json!({ "email": self.email, "password": self.password }).to_string();
        let request = Request {
            method: "POST",
            path: "/api/v1/session",
            headers: &[("content-type", "application/json")],
            body: body.as_bytes(),
        };
        let answer = http::send(url, &request)?;
        let document: Value = serde_json::from_slice(&answer.body)?;
        match document["token"].as_str() {
            Some(token) => {
                journal.acknowledge();
                self.tokens
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(token.to_owned());
            }
            None => journal.wonder(format!("sign-in answers {} {document}", answer.status)),
        }
        Ok(Step::Done)
    }

    /// A sign-in nobody was told of is of no use to anybody: it is just done again.
    fn recover(&self, _: &str, _: &Journal) -> Result<()> {
        Ok(())
    }

    fn verify(&self, url: &str, journal: &Journal) -> Result<()> {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        for (n, token) in tokens.iter().enumerate() {
            let answer = Client::with_token(token).op(url, "GetViewer", &json!({}))?;
            journal.check();
            match answer.status {
                200 => {}
                401 => journal.lose(format!("session {n}")),
                _ => journal.wonder(answer.told()),
            }
        }
        Ok(())
    }
}
