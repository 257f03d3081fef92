import { mount } from 'svelte'
import '../app.css'
import './bridge.css'
import './print.css'
import Bridge from './Bridge.svelte'

const target = document.getElementById('app')!
target.replaceChildren() // what old browsers are told
mount(Bridge, { target })
