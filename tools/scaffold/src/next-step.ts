import { type Route, requestLine } from './request/route.ts';

/** What a person does next: a file to open, or a route to call. */
export type NextStep =
  | { readonly open: string; readonly why: string }
  | { readonly method: string; readonly url: string; readonly body: object | undefined };

/** The call of a route with values that fit. */
export const served = (route: Route, payload: { readonly [field: string]: unknown }): NextStep => ({
  method: route.method.toUpperCase(),
  ...requestLine(route, payload),
});
