/** The calls about the service itself: how it is, how it was, and what can be fetched whole. */
import { type Client, type Result, settle } from "../client.ts";
import type { components } from "../schema";

type Schemas = components["schemas"];

export interface ServiceCalls {
  status(): Promise<Result<Schemas["Status"]>>;
  /** The last 90 days. */
  statusHistory(): Promise<Result<Schemas["StatusHistory"]>>;
  /** The files of the whole record. */
  bulk(): Promise<Result<Schemas["BulkList"]>>;
}

export function serviceCalls(client: Client): ServiceCalls {
  return {
    status: () => settle(client.GET("/api/v1/status/")),
    statusHistory: () => settle(client.GET("/api/v1/status/history/")),
    bulk: () => settle(client.GET("/api/v1/bulk/")),
  };
}
