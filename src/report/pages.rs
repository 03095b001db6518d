//! Pages made from templates: the texts of a page stand in `assets/templates`, its data come from here.

use std::sync::OnceLock;

use minijinja::Environment;
use minijinja::value::Serde;
use serde_json::Value;

/// Every template with its name, whose ending says how values are escaped.
const TEMPLATES: &[(&str, &str)] = &[
    #[cfg(feature = "report")]
    ("report.html", include_str!("../../assets/templates/report.html.j2")),
    #[cfg(feature = "report")]
    ("report.md", include_str!("../../assets/templates/report.md.j2")),
    ("audit.html", include_str!("../../assets/templates/audit.html.j2")),
    ("validation_summary.md", include_str!("../../assets/templates/validation_summary.md.j2")),
    ("validation.md", include_str!("../../assets/templates/validation.md.j2")),
    ("calibration.md", include_str!("../../assets/templates/calibration.md.j2")),
    ("left_out.md", include_str!("../../assets/templates/left_out.md.j2")),
    ("parameters.md", include_str!("../../assets/templates/parameters.md.j2")),
];

/// The page that a template makes of some data.
///
/// # Panics
/// When a template has a mistake or asks for data that are not there: a mistake in this repository.
pub(super) fn render(template: &str, data: Value) -> String {
    static ENVIRONMENT: OnceLock<Environment> = OnceLock::new();
    let environment = ENVIRONMENT.get_or_init(environment);
    let template = environment.get_template(template).expect("every template is listed");
    template.render(Serde(data)).unwrap_or_else(|error| panic!("{error}"))
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    for (name, text) in TEMPLATES {
        environment.add_template(name, text).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    environment
}
