import { mount } from 'svelte'
import '../app.css'
import './bridge.css'
import './print.css'
import Bridge from './Bridge.svelte'

mount(Bridge, { target: document.getElementById('app')! })
