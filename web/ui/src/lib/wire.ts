import type { Text } from './i18n.svelte'
export interface Amount { minor: number; currency: string }
export interface Row { shop: number; name: string; bot: boolean; rank: number; profit: number; orders: number; delivered: number; on_time: number; rating: number }
export interface ClassView { code: string; scenario: Text; day: number; days: number; date: string; running: boolean; seconds: number; over: boolean; fault?: Text; board: Row[]; rates: { currency: string; home: string }[] }
export interface Listing { number: number; good: string; marketplace: string; service: string; price: number; promise: number; active: boolean; stock: number; rank: number; rivals: number; searches: number; rating: number; reviews: number; orders: number[]; total: number; missed: number }
export interface Purchase { number: number; good: string; supplier: string; quantity: number; cost: number; placed: number; due: number; state: 'placed' | 'received' | 'cancelled'; undo: boolean }
export interface Consignment { number: number; good: string; freight: string; quantity: number; value: number; sent: number; due: number; state: string; steps: { day: number; hub: string; kind: string }[] }
export interface Happened { day: number; kind: string; good?: string; market?: string; count?: number; minor?: number; money?: string; listing?: number }
export interface Task { id: string; title: Text; why: Text; room: string; done: string; count: number; have: number; ok: boolean }
export interface Shop {
  shop: number; name: string; wallets: Amount[]; held: Amount[]; available: Amount[]; next_payout: number; profit: number; equity: number[] | null; orders: number; under_way: number; delivered: number; late: number; lost: number; returned: number; carbon_g: number
  stock: { good: string; place: string; quantity: number; value: number }[]; purchases: Purchase[]; listings: Listing[]; consignments: Consignment[]; events: Happened[] | null; tasks: Task[]; recent: Order[]; vehicles: { leg: string; mode: string; progress: number; parcels: number; pieces: number; eta: number }[]
}
export interface Order { number: string; listing: number; good: string; placed: number; promise: number; price: number; money: string; service: string; status: 'ordered' | 'in_transit' | 'held' | 'delivered' | 'lost' | 'returned'; late: boolean; stars?: number; leg?: string; due: number }
export interface Flow { leg: string; parcels: number; consignments: number }
export interface Supplier { id: string; name: Text; quality: number; moq: number; tiers: { from: number; unit: number }[]; lead: number; lead_p90: number }
export interface Good { id: string; name: Text; belt: Text; category: string; hs: string; hs_name: Text; grams: number; mm: number[]; suppliers: Supplier[] }
export interface Catalogue {
  scenario: string; title: Text; summary: Text; start: string; home: string; goods: Good[]
  marketplaces: { id: string; name: Text; country: Text; code: string; currency: string; references: Record<string, Amount> }[]
  services: { id: string; name: Text; kind: string; from: string; countries: string[]; promise: number; max_g: number; legs: string[] }[]
  freights: { id: string; name: Text; mode: string; warehouse: Text; per_kg: Amount; legs: string[] }[]
  hubs: { id: string; name: Text; x: number; y: number }[]; legs: { id: string; name: Text; from: string; to: string; mode: 'air' | 'rail' | 'road' | 'sea' }[]
}
export interface Line { rule: string; name: Text; base: string; rate: string; amount: Amount; payer: 'marketplace' | 'seller_marketplace' | 'seller_carrier'; source: { title: string; date: string; confidence: string } }
export interface Quote { price: Amount; price_home: number; vat: number; commission: number; postage: number; border: number; unit_cost: number; landed: number; profit: number; margin_bp: number; break_even: Amount; lines: Line[]; p50: number; p90: number }
export interface Score { shop: number; name: string; bot: boolean; total: number; results: { id: string; name: Text; value: number; points: number; weight: number }[] }
