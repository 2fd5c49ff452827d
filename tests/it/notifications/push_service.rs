//! A push service on loopback, and browsers that it pushes to, with keys of their own.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use aes_gcm::aead::{Aead as _, KeyInit as _};
use aes_gcm::{Aes128Gcm, Nonce};
use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use hkdf::Hkdf;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use serde_json::Value;
use sha2::Sha256;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::app::{Answer, PATIENCE, Person};

/// The answer: a status, and `Retry-After`.
type Reply = (u16, Option<&'static str>);

pub struct PushService {
    pub url: String,
    received: mpsc::UnboundedReceiver<Push>,
    replies: Arc<Mutex<VecDeque<Reply>>>,
    server: JoinHandle<()>,
}

impl Drop for PushService {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// A request to the push service.
#[derive(Debug)]
pub struct Push {
    pub path: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Push {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl PushService {
    pub async fn open() -> Self {
        let (sender, received) = mpsc::unbounded_channel();
        let replies: Arc<Mutex<VecDeque<Reply>>> = Arc::default();
        let queue = Arc::clone(&replies);
        let router = Router::new().fallback(move |request: Request| {
            let (sender, queue) = (sender.clone(), Arc::clone(&queue));
            async move {
                let (head, body) = request.into_parts();
                let body = to_bytes(body, 1 << 20).await.unwrap();
                let path = head.uri.path().to_owned();
                let (status, wait) = queue.lock().unwrap().pop_front().unwrap_or((201, None));
                let _ = sender.send(Push { path, headers: head.headers, body });
                let headers = wait.map(|wait| [("retry-after", wait)]);
                (StatusCode::from_u16(status).unwrap(), headers, ())
            }
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, received, replies, server }
    }

    /// Answers the next requests like this, and later ones with 201.
    pub fn answer(&self, replies: &[Reply]) {
        self.replies.lock().unwrap().extend(replies);
    }

    /// The next request.
    pub async fn next(&mut self) -> Push {
        tokio::time::timeout(PATIENCE, self.received.recv()).await.expect("a notification").unwrap()
    }

    /// Whether no further request has come.
    pub fn is_silent(&mut self) -> bool {
        self.received.try_recv().is_err()
    }
}

/// A browser with keys for what is pushed to it.
pub struct Browser {
    pub endpoint: String,
    key: p256::SecretKey,
    auth: [u8; 16],
}

impl Browser {
    pub fn new(service: &PushService, name: &str) -> Self {
        let (mut key, mut auth) = ([0; 32], [0; 16]);
        getrandom::fill(&mut key).unwrap();
        getrandom::fill(&mut auth).unwrap();
        let key = p256::SecretKey::from_slice(&key).unwrap();
        Self { endpoint: format!("{}/push/{name}", service.url), key, auth }
    }

    pub fn form(&self) -> [(&'static str, String); 4] {
        let encode = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        let public = self.key.public_key().to_sec1_bytes();
        assert_eq!(public.len(), 65);
        [
            ("act", "on".to_owned()),
            ("endpoint", self.endpoint.clone()),
            ("p256dh", encode(&public)),
            ("auth", encode(&self.auth)),
        ]
    }

    /// Turns on notifications in this browser, as its script does.
    pub async fn try_turn_on(&self, person: &Person) -> Answer {
        let form = self.form();
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        person.post("/settings/notifications/device", &form).await
    }

    pub async fn turn_on(&self, person: &Person) {
        let answer = self.try_turn_on(person).await;
        assert_eq!(answer.status, 204, "{}", answer.body);
    }

    /// Decrypts a message (RFC 8188 and 8291), and reads it.
    pub fn read(&self, push: &Push) -> Value {
        assert_eq!(push.header("content-encoding"), "aes128gcm");
        let plain = self.decrypt(&push.body).expect("it is for this browser");
        serde_json::from_slice(&plain).unwrap()
    }

    pub fn decrypt(&self, body: &[u8]) -> Option<Vec<u8>> {
        let (salt, rest) = body.split_at(16);
        let (size, rest) = rest.split_at(4);
        assert_eq!(u32::from_be_bytes(size.try_into().unwrap()), 4_096);
        assert!(body.len() <= 4_096 && rest[0] == 65, "one record, and an uncompressed key");
        let (sender, sealed) = rest[1..].split_at(65);
        let public = p256::PublicKey::from_sec1_bytes(sender).unwrap();
        let shared = p256::ecdh::diffie_hellman(self.key.to_nonzero_scalar(), public.as_affine());
        let own = self.key.public_key().to_sec1_bytes();
        let info = [&b"WebPush: info\0"[..], &own, sender].concat();
        let mut secret = [0; 32];
        Hkdf::<Sha256>::new(Some(&self.auth), shared.raw_secret_bytes()).expand(&info, &mut secret).unwrap();
        let derived = Hkdf::<Sha256>::new(Some(salt), &secret);
        let (mut key, mut nonce) = ([0; 16], [0; 12]);
        derived.expand(b"Content-Encoding: aes128gcm\0", &mut key).unwrap();
        derived.expand(b"Content-Encoding: nonce\0", &mut nonce).unwrap();
        let mut plain = Aes128Gcm::new_from_slice(&key).unwrap().decrypt(&Nonce::from(nonce), sealed).ok()?;
        while plain.last() == Some(&0) {
            plain.pop();
        }
        assert_eq!(plain.pop(), Some(2), "the delimiter of the last record");
        Some(plain)
    }
}

/// Verifies the token of a request (RFC 8292), and returns its claims and the server's public key.
pub fn verified(push: &Push) -> (Value, String) {
    let decode = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).unwrap();
    let (token, key) = push.header("authorization").strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let public = VerifyingKey::from_sec1_bytes(&decode(key)).unwrap();
    public.verify(signed.as_bytes(), &Signature::from_slice(&decode(signature)).unwrap()).unwrap();
    let (head, claims) = signed.split_once('.').unwrap();
    let head: Value = serde_json::from_slice(&decode(head)).unwrap();
    assert_eq!((&head["typ"], &head["alg"]), (&"JWT".into(), &"ES256".into()));
    (serde_json::from_slice(&decode(claims)).unwrap(), key.to_owned())
}
