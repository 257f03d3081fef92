import { mount } from 'svelte'
import '../app.css'
import Desk from './Desk.svelte'

const target = document.getElementById('app')!
target.replaceChildren() // what old browsers are told
mount(Desk, { target })
