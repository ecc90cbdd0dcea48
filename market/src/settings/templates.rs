//! Templates of reasons.

use super::{
    history::{Change, record},
    part, put,
};
use crate::{
    Market,
    door::{Actor, Ctx, Handler, Refusal, Sample, World},
};
use guildhall_sdk::{
    portal::AppError,
    settings::{GetReasonTemplates, ReasonTemplate, ReasonTemplates, SettingsPart, UpdateReasonTemplates},
};

const KEY: &str = "templates";

impl Handler for GetReasonTemplates {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<ReasonTemplates, Refusal> {
        let (version, templates) = part(ctx, KEY).await?;
        Ok(ReasonTemplates { version, templates })
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(GetReasonTemplates {})
    }
}

impl Handler for UpdateReasonTemplates {
    type Prepared = ();
    async fn prepare(&self, _: &Market, _: &Actor) -> Result<(), AppError> {
        Ok(())
    }
    async fn handle(self, ctx: &mut Ctx<'_>, (): ()) -> Result<ReasonTemplates, Refusal> {
        let (current, before) = part::<Vec<ReasonTemplate>>(ctx, KEY).await?;
        put(ctx, KEY, self.version, current, &self.templates).await?;
        let change = Change {
            part: SettingsPart::Templates,
            item: String::new(),
            version: self.version + 1,
            note: &self.note,
            effective_from: None,
        };
        record(ctx, change, Some(&before), Some(&self.templates)).await?;
        ctx.audit_object("templates");
        ctx.audit_change(Some(&before), Some(&self.templates));
        Ok(ReasonTemplates {
            version: self.version + 1,
            templates: self.templates,
        })
    }
    fn sample(_: &World) -> Sample<Self> {
        Sample::NoObject(UpdateReasonTemplates {
            version: 0,
            templates: Vec::new(),
            note: String::new(),
        })
    }
}
