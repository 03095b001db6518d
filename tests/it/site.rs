//! The site: what `tillit play` serves, links, and the colours of the pages.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};

use tillit::scenario::link::Link;

use crate::sweeps::done;

const FILES: [&str; 5] = ["index.html", "site.js", "site.css", "engine.js", "sw.js"];

fn tillit() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("tillit"))
}

/// What comes back for a request.
fn answer(address: &str, request: &str) -> String {
    let host = address.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "{request} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_site_is_served_to_this_machine_and_no_path_reaches_other_files() {
    let place = tempfile::tempdir().unwrap();
    for name in FILES {
        std::fs::write(place.path().join(name), format!("this is {name}")).unwrap();
    }
    std::fs::write(place.path().join("secret.txt"), "secret").unwrap();
    let site = place.path().to_str().unwrap();
    let mut running = tillit()
        .args(["play", "--no-browser", "--site", site])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut address = String::new();
    BufReader::new(running.stdout.take().unwrap()).read_line(&mut address).unwrap();
    let address = address.trim();
    assert!(address.starts_with("http://127.0.0.1:"), "{address}");
    let first = answer(address, "GET /");
    assert!(first.starts_with("HTTP/1.1 200") && first.contains("this is index.html"), "{first}");
    assert!(first.contains("text/html") && first.contains("connect-src 'self'"), "{first}");
    assert!(answer(address, "GET /engine.js?x=1").contains("this is engine.js"));
    assert!(!answer(address, "HEAD /site.js").contains("this is"));
    for path in
        ["/secret.txt", "/../secret.txt", "/%2e%2e/secret.txt", "//etc/passwd", "/site.js/.."]
    {
        let refused = answer(address, &format!("GET {path}"));
        assert!(refused.starts_with("HTTP/1.1 404"), "{path}: {refused}");
    }
    assert!(answer(address, "POST /").starts_with("HTTP/1.1 405"));
    running.kill().unwrap();
    running.wait().unwrap();
}

#[test]
fn a_site_that_is_not_built_is_told() {
    let place = tempfile::tempdir().unwrap();
    let output =
        tillit().current_dir(place.path()).args(["play", "--no-browser"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("the site is not built") && told.contains("web/build"), "{told}");
}

#[test]
fn links_of_the_command_line_open_what_it_would_run() {
    let place = tempfile::tempdir().unwrap();
    let text = "title = \"Own\"\n[organisation]\nunits = 5\n[treatments.a]\nlevers.pay = 0.1\n[treatments.b]\nregime = \"trust\"\n";
    std::fs::write(place.path().join("own.toml"), text).unwrap();
    let printed = done(
        place.path(),
        &["run", "own.toml", "--set", "levers.pay=0.4", "--seed", "9", "--link"],
    );
    let opened = Link::read(printed.trim()).unwrap().text().unwrap();
    let scenario = tillit::scenario::Scenario::from_toml(&opened).unwrap();
    let pay = tillit::model::catalogue::find_parameter("levers.pay").unwrap();
    assert!(
        scenario.treatments.iter().all(|one| one.spec.value(pay) == 0.4 && one.spec.seed() == 9)
    );
    assert!(std::fs::read_dir(place.path()).unwrap().count() == 1, "nothing is run or written");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/schools.toml");
    let printed = done(
        place.path(),
        &["compare", shipped.to_str().unwrap(), "--regimes", "control,trust", "--link"],
    );
    assert_eq!(printed.trim(), "#/play/1;schools;regimes=control,trust");
}

/// The pages have the colours of the figures, in their order.
#[test]
fn the_site_has_the_colours_of_the_figures() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = std::fs::read_to_string(root.join("web/src/colours.ts")).unwrap();
    let figures = std::fs::read_to_string(root.join("src/report/palette.rs")).unwrap();
    let list = pages.split("COLOURS = [").nth(1).unwrap().split(']').next().unwrap();
    let own: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
    let list = figures.split("COLOURS: [RGBColor; N_COLOURS] = [").nth(1).unwrap();
    let list = list.split(']').next().unwrap();
    let wanted: Vec<String> = list
        .split("RGBColor(")
        .skip(1)
        .map(|colour| {
            let parts = colour.split(')').next().unwrap().split(", ");
            format!("#{}", parts.map(|part| part.trim_start_matches("0x")).collect::<String>())
        })
        .collect();
    assert!(own.len() == 8 && own == wanted, "{own:?} {wanted:?}");
}

/// On a dark ground, too, lines stand out by three to one (WCAG 2.2, 1.4.11), and no two are alike in
/// lightness, so that they differ in grey.
#[test]
fn colours_on_a_dark_ground_stand_out_and_differ_in_lightness() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = std::fs::read_to_string(root.join("web/src/colours.ts")).unwrap();
    let style = std::fs::read_to_string(root.join("web/src/site.css")).unwrap();
    let ground = style.split("[data-theme=\"dark\"]").nth(1).unwrap();
    let ground = ground.split("--ground: ").nth(1).unwrap().split(';').next().unwrap();
    let light = |colour: &str| {
        let part = |from: usize| {
            let share = f64::from(u8::from_str_radix(&colour[from..from + 2], 16).unwrap()) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    };
    let list = pages.split("ON_DARK = [").nth(1).unwrap().split(']').next().unwrap();
    let own: Vec<f64> = list.split('"').skip(1).step_by(2).map(light).collect();
    assert_eq!(own.len(), 8);
    for (place, one) in own.iter().enumerate() {
        let contrast = (one + 0.05) / (light(ground) + 0.05);
        assert!(contrast > 3.0, "colour {place}: {contrast:.1}");
        for other in &own[..place] {
            let step = 116.0 * (one.cbrt() - other.cbrt()).abs();
            assert!(step > 5.0, "colour {place} differs by {step:.1} in lightness");
        }
    }
}
