//! Fields in every state.

use leptos::prelude::*;

use super::super::*;

pub(super) fn section() -> AnyView {
    view! {
        <ErrorSummary
            title="Two things need your attention"
            errors=vec![
                ErrorLink::new("spec_name", "“规格1” is a bare counter. Say what the customer gets, for example “标准版 50 用户”."),
                ErrorLink::new("price", "A spec cannot cost ¥0."),
            ]
        />
        <div class="with-steps">
            <SideSteps label="Parts of the listing" items=steps() />
            <Card>
                <form method="post" action="#" novalidate=true>
                    <FormSection title="Basics" lead="What customers read first. Both languages are needed.">
                        <Field label="名称 Name (Chinese)" name="name_zh" help="At most 50 characters. Customers search for it.">
                            <TextInput value="数据治理平台" />
                        </Field>
                        <Field
                            label="Spec name"
                            name="spec_name"
                            help="At most 50 characters; no bare counter, no billing word alone."
                            errors=vec!["“规格1” is a bare counter. Say what the customer gets, for example “标准版 50 用户”.".to_owned()]
                        >
                            <TextInput value="规格1" />
                        </Field>
                        <Field label="Category" name="category">
                            <Select
                                options=vec![
                                    Choice::new("", "Choose a category"),
                                    Choice::new("data", "Data and analytics"),
                                    Choice::new("sec", "Security"),
                                ]
                                value="data"
                            />
                        </Field>
                        <Field label="Introduction" name="intro" help="White space is not counted.">
                            <TextArea
                                value="一站式数据治理：元数据、质量、血缘与权限，开箱即用。"
                                counter="27 / at least 400 characters"
                            />
                        </Field>
                        <Field label="Hotline" name="hotline" optional_label="optional">
                            <TextInput kind="tel" placeholder="0755-1234567" />
                        </Field>
                    </FormSection>
                    <FormSection title="Price" lead="Prices include tax.">
                        <RadioGroup
                            legend="Charging mode"
                            name="mode"
                            value="period"
                            options=vec![
                                RadioOption::new("period", "包周期 By period").hint("Month or year; the customer renews."),
                                RadioOption::new("once", "一次性 One-time").hint("Paid once, yours to deliver once."),
                            ]
                        />
                        <Field
                            label="Price per year"
                            name="price"
                            narrow=true
                            errors=vec!["A spec cannot cost ¥0.".to_owned()]
                        >
                            <MoneyInput value="0.00" currency="¥" per="/ year" />
                        </Field>
                        <Field label="Discount" name="percent" narrow=true help="Up to 30 % needs no approval.">
                            <PercentInput value="20" />
                        </Field>
                        <Field label="Valid until" name="until" narrow=true>
                            <DateInput value="2026-12-31" zone="UTC+8" />
                        </Field>
                        <Checkbox
                            name="terms"
                            label="The certificate is ours."
                            help="Customers can ask for a copy."
                            errors=vec!["Tick it to go on.".to_owned()]
                        />
                        <Checkbox name="mails" label="Send me a mail when it is decided." checked=true />
                        <Field label="Account" name="account">
                            <TextInput value="locked-value" disabled=true />
                        </Field>
                        <CopyField
                            label="Link for the customer"
                            name="link"
                            value="https://market.example/o/3fJ1k0Zr2VqNwT8bYxLh5A"
                            copy_label="Copy link"
                            copied_label="Copied"
                            help="Whoever has it can read the offer; only the named account can order."
                        />
                    </FormSection>
                    <SaveBar status="Saved 14:03">
                        <Button label="Preview" icon="eye" />
                        <Button kind=Kind::Seal label="Submit for review" />
                    </SaveBar>
                </form>
            </Card>
        </div>
    }
    .into_any()
}

fn steps() -> Vec<Step> {
    let step = |label: &str, state, state_label: &str, current| Step {
        href: "#".to_owned(),
        label: label.to_owned(),
        state,
        state_label: state_label.to_owned(),
        current,
    };
    vec![
        step("Basics", StepState::NeedsYou, "Needs you", true),
        step("Introduction", StepState::InProgress, "In progress", false),
        step("Specs and prices", StepState::Complete, "Complete", false),
        step("Certificate", StepState::NotStarted, "Not started", false),
    ]
}
