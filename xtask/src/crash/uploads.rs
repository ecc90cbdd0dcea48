//! Uploads: a file that was answered with 201 can be fetched, byte for byte.

use super::journal::Journal;
use super::random::Random;
use super::scenario::{Scenario, Step};
use super::stage::Stage;
use crate::api::Client;
use crate::http::{self, Request};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Largest filling of a file.
const MOST_BYTES: u64 = 1_500_000;
/// Older files that are fetched again each round, besides the new ones.
const AGAIN: usize = 10;

pub struct Uploads {
    owner: Client,
    seed: u64,
    next: AtomicU64,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    files: Vec<File>,
    /// Of `files`, those that were fetched since they came.
    fetched: usize,
}

struct File {
    id: String,
    sha256: String,
    /// What its bytes are made from.
    number: u64,
}

impl Uploads {
    /// # Errors
    /// When nobody can sign in.
    pub fn start(stage: &Stage) -> Result<Box<dyn Scenario>> {
        Ok(Box::new(Self {
            owner: stage.sign_in("seller.owner")?,
            seed: stage.seed,
            next: AtomicU64::new(1),
            kept: Mutex::default(),
        }))
    }

    fn bytes(&self, number: u64) -> Vec<u8> {
        pdf(self.seed.wrapping_add(number))
    }

    fn fetch(&self, url: &str, file: &File, journal: &Journal) -> Result<()> {
        journal.check();
        let link = self.owner.op(url, "GetFileLink", &json!({ "file": file.id }))?;
        if link.status != 200 {
            journal.lose(format!("file {}: {}", file.id, link.told()));
            return Ok(());
        }
        let path = link.body["url"].as_str().context("a link has an address")?;
        let got = http::get(url, path, &[])?;
        let known = link.body["file"]["sha256"].as_str() == Some(file.sha256.as_str());
        if got.status != 200 || got.body != self.bytes(file.number) || !known {
            journal.lose(format!(
                "file {}: {} with {} bytes",
                file.id,
                got.status,
                got.body.len()
            ));
        }
        Ok(())
    }
}

/// A valid one-page PDF of its own for every seed.
fn pdf(seed: u64) -> Vec<u8> {
    let mut random = Random::new(seed);
    let length = random.below(MOST_BYTES);
    let mut filling = String::with_capacity(usize::try_from(length).unwrap_or_default() + 17);
    while (filling.len() as u64) < length {
        filling += &format!("{:016x}\n", random.draw());
    }
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 298 420] /Resources << >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{filling}\nendstream", filling.len()),
    ];
    let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", file.len());
        file.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", index + 1).as_bytes());
    }
    let (start, size) = (file.len(), objects.len() + 1);
    let end = format!("{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    file.extend_from_slice(end.as_bytes());
    file
}

impl Scenario for Uploads {
    fn name(&self) -> &'static str {
        "uploads"
    }

    fn attempt(&self, url: &str, _: usize, journal: &Journal) -> Result<Step> {
        const PART: &str = "guildhall-crash-part";
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let mut body = format!(
            "--{PART}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"certificate-{number}.pdf\"\r\n\
             content-type: application/pdf\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(&self.bytes(number));
        body.extend_from_slice(format!("\r\n--{PART}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={PART}");
        let request = Request {
            method: "POST",
            path: "/uploads?purpose=copyright",
            headers: &[self.owner.bearer(), ("content-type", &kind)],
            body: &body,
        };
        let answer = http::send(url, &request)?;
        let stored: Value = serde_json::from_slice(&answer.body)?;
        match (answer.status, stored["id"].as_str(), stored["sha256"].as_str()) {
            (201, Some(id), Some(sha256)) => {
                journal.acknowledge();
                let file = File {
                    id: id.to_owned(),
                    sha256: sha256.to_owned(),
                    number,
                };
                self.kept
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .files
                    .push(file);
            }
            _ => journal.wonder(format!("an upload answers {} {stored}", answer.status)),
        }
        Ok(Step::Done)
    }

    /// An upload has no key: whoever was not answered sends the file again as another one.
    fn recover(&self, _: &str, _: &Journal) -> Result<()> {
        Ok(())
    }

    fn verify(&self, url: &str, journal: &Journal) -> Result<()> {
        let kept = &mut *self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let new = kept.fetched;
        for file in kept.files[new..]
            .iter()
            .chain(kept.files[..new].iter().rev().take(AGAIN))
        {
            self.fetch(url, file, journal)?;
        }
        kept.fetched = kept.files.len();
        Ok(())
    }

    fn finish(&self, url: &str, journal: &Journal) -> Result<()> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let mut ids = HashSet::new();
        for file in &kept.files {
            if !ids.insert(&file.id) {
                journal.double(format!("file {} was given out twice", file.id));
            }
            self.fetch(url, file, journal)?;
        }
        Ok(())
    }
}
