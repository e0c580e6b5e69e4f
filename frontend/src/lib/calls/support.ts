/** Requests for help; none of their addresses says whose they are. */
import { type Client, type Result, settle } from "../client.ts";
import type { components } from "../schema";

type Schemas = components["schemas"];

export interface SupportCalls {
  supportForm(): Promise<Result<Schemas["SupportForm"]>>;
  askForHelp(asked: Schemas["SupportAsked"]): Promise<Result<Schemas["SupportNumber"]>>;
  supportRequest(token: string): Promise<Result<Schemas["SupportState"]>>;
  replyToSupport(token: string, text: string): Promise<Result<Schemas["SupportState"]>>;
}

export const supportCalls = (client: Client): SupportCalls => ({
  supportForm: () => settle(client.GET("/api/v1/support-requests/form/")),
  askForHelp: (body) => settle(client.POST("/api/v1/support-requests/", { body })),
  supportRequest: (token) => settle(client.POST("/api/v1/support-requests/read/", { body: { token } })),
  replyToSupport: (token, text) => settle(client.POST("/api/v1/support-requests/reply/", { body: { token, text } })),
});
